# An image of a system disk's snapshot, a data disk's snapshot with a larger disk, and an empty disk.
resource "alibabacloudstack_image" "from_several_snapshots" {
  image_name = "image-from-several-snapshots"

  disk_device_mapping {
    snapshot_id = "s-local00000000000001"
  }

  disk_device_mapping {
    snapshot_id = "s-local00000000000002"
    size        = 200
  }

  disk_device_mapping {
    size = 50
  }

  # Destroying it does not ask whether instances still use it.
  force = true
}
