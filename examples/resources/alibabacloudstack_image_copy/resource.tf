# An image, and its copy in another region.
resource "alibabacloudstack_image" "golden" {
  instance_id = "i-local00000000000001"
  image_name  = "golden"
}

resource "alibabacloudstack_image_copy" "default" {
  source_image_id       = alibabacloudstack_image.golden.id
  destination_region_id = "cn-local-env02-d01"
  image_name            = "golden"
  description           = "Copy of the golden image"
  tags = {
    FinanceDept = "FinanceDeptJoshua"
  }
}
