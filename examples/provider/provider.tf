terraform {
  required_providers {
    alibabacloudstack = {
      source  = "alibabacloudstack-community/alibabacloudstack"
      version = "~> 0.1"
    }
  }
}

# The keys come from ALIBABACLOUDSTACK_ACCESS_KEY and ALIBABACLOUDSTACK_SECRET_KEY.
provider "alibabacloudstack" {
  region       = "cn-wulan-env100-d01"
  popgw_domain = "inter.env100.example.com"
}
