# An image of all disks of an instance.
resource "alibabacloudstack_image" "default" {
  instance_id = "i-local00000000000001"
  image_name  = "test-image"
  description = "test-image"
  tags = {
    FinanceDept = "FinanceDeptJoshua"
  }
}
