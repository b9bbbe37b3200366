/**
 * Arguments of the provider block of aliyun/alibabacloudstack that concern products which this provider does not manage. They are accepted
 * so that a provider block can be kept as it is, and have no effect.
 */
export const IGNORED_ARGUMENTS = {
  skip_region_validation: "bool",
  fc: "string",
  ossservice_domain: "string",
  kafkaopenapi_domain: "string",
  sls_openapi_endpoint: "string",
  ascm_openapi_endpoint: "string",
  quickbi_endpoint: "string",
  dataworkspublic: "string",
  dbs_endpoint: "string",
} as const;

/** Members of the `endpoints` block of aliyun/alibabacloudstack that have no effect here. */
export const IGNORED_ENDPOINTS = [
  "adb",
  "alikafkadata",
  "arms",
  "asapi",
  "bssdata",
  "cdn",
  "cloudapi",
  "clouddns",
  "cms",
  "cr",
  "cr_ee",
  "cs",
  "csb",
  "datahub",
  "dataworkspublic",
  "dbs",
  "dds",
  "dmsenterprise",
  "drds",
  "dts",
  "edas",
  "elasticsearch",
  "ess",
  "gdb",
  "gpdb",
  "hbase",
  "hitsdb",
  "kms",
  "nas",
  "onerouter",
  "ons",
  "oos",
  "oss",
  "ossdata",
  "ots",
  "polardb",
  "quickbi",
  "r_kvstore",
  "ram",
  "rds",
  "ros",
  "slb",
  "sls",
  "slsdata",
  "vpc",
  "wafopenapi",
] as const;

/**
 * Arguments of aliyun/alibabacloudstack whose work this version does not do yet. Setting one is an error: going on without would act as
 * somebody else, or somewhere else, than the user asked for. With the environment variables that set them.
 */
export const UNSUPPORTED_ARGUMENTS = {
  ecs_role_name: "ALIBABACLOUDSTACK_ECS_ROLE_NAME",
  profile: "ALIBABACLOUDSTACK_PROFILE",
  shared_credentials_file: "ALIBABACLOUDSTACK_SHARED_CREDENTIALS_FILE",
  resource_group_set_name: "ALIBABACLOUDSTACK_RESOURCE_GROUP_SET",
} as const;
