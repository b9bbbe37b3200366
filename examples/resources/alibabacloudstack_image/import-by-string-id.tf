import {
  to = alibabacloudstack_image.default
  id = "m-local00000000000001"
}
