import {
  to = alibabacloudstack_image_copy.default
  id = "cn-local-env02-d01:m-local00000000000002"
}
