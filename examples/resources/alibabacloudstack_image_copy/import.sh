# By region and ID, or by the ID alone where the copy is in the region of the provider.
terraform import alibabacloudstack_image_copy.default cn-local-env02-d01:m-local00000000000002
