# An image of a system disk's snapshot. Creating it may take longer than the default of 10 minutes.
resource "alibabacloudstack_image" "from_snapshot" {
  snapshot_id = "s-local00000000000001"
  image_name  = "image-from-snapshot"

  timeouts {
    create = "30m"
  }
}
