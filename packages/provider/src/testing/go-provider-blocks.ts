/**
 * The arguments of the provider block of aliyun/alibabacloudstack, by version, as its source declares them. Together the three versions
 * have every argument of all versions from 1.0.0 to 3.18.5.
 */
export const goProviderBlocks: Readonly<Record<string, GoProviderBlock>> = {
  "1.0.35": {
    arguments: {
      string: words(`
        access_key configuration_source dataworkspublic dbs_endpoint department domain ecs_role_name fc
        kafkaopenapi_domain organization_accesskey organization_secretkey ossservice_domain profile protocol proxy
        quickbi_endpoint region resource_group resource_group_set_name role_arn secret_key secure_transport
        security_token security_transport shared_credentials_file sls_openapi_endpoint source_ip sts_endpoint
      `),
      bool: words("insecure skip_region_validation"),
      integer: words("client_connect_timeout client_read_timeout"),
    },
    assumeRole: {
      string: words("policy role_arn session_name"),
      bool: [],
      integer: words("session_expiration"),
    },
    endpoints: {
      string: words(`
        actiontrail adb alikafka apigateway ascm bssopenapi cas cbn cdn cen cms cr cs datahub dataworkspublic
        dbs_endpoint ddosbgp ddoscoo dds dms_enterprise dns drds ecs elasticsearch emr ess fc gpdb kms kvstore
        location log market maxcompute mns nas ons oss ots polardb pvtz quickbi ram rds slb sts vpc
      `),
      bool: [],
      integer: [],
    },
  },
  "3.16.12": {
    arguments: {
      string: words(`
        access_key ascm_openapi_endpoint configuration_source dataworkspublic dbs_endpoint department domain
        ecs_role_name fc kafkaopenapi_domain organization_accesskey organization_secretkey ossservice_domain
        popgw_domain profile protocol proxy quickbi_endpoint region region_id resource_group resource_group_set_name
        role_arn secret_key secure_transport security_token security_transport shared_credentials_file
        sls_openapi_endpoint source_ip sts_endpoint
      `),
      bool: words("force_use_asapi insecure is_center_region skip_region_validation"),
      integer: words("client_connect_timeout client_read_timeout"),
    },
    assumeRole: {
      string: words("policy role_arn session_name"),
      bool: [],
      integer: words("session_expiration"),
    },
    endpoints: {
      string: words(`
        adb alikafkadata arms asapi ascm bssdata cdn cloudapi clouddns cms cr cr_ee cs csb datahub dataworkspublic
        dbs dds dmsenterprise drds dts ecs edas elasticsearch ess gdb gpdb hbase hitsdb kms nas onerouter ons oos oss
        ossdata ots polardb quickbi r_kvstore ram rds ros slb sls slsdata sts vpc wafopenapi
      `),
      bool: [],
      integer: [],
    },
  },
  "3.18.5": {
    arguments: {
      string: words(`
        access_key asapi_endpoint configuration_source department ecs_role_name kms_endpoint organization_accesskey
        organization_secretkey ossservice_domain popgw_domain profile protocol proxy region region_id resource_group
        resource_group_set_name role_arn secret_key secure_transport security_token security_transport
        shared_credentials_file sls_endpoint sls_openapi_endpoint source_ip sts_endpoint
      `),
      bool: words("insecure is_center_region skip_region_validation"),
      integer: words("client_connect_timeout client_read_timeout max_retry_timeout"),
    },
    assumeRole: {
      string: words("policy role_arn session_name"),
      bool: [],
      integer: words("session_expiration"),
    },
    endpoints: {
      string: words(`
        adb alikafka arms asapi ascm bastionhostprivate bssdata cdn cloudapi clouddns cloudfw cms cr cr_ee cs csb
        datahub dataworkspublic dbs dds dmsenterprise drds dts ecs edas elasticsearch ess gdb gpdb hbase hitsdb kms
        nas onerouter ons oos oss ossdata ots polardb quickbi r_kvstore ram rds ros slb sls slsdata sts vpc waf_onecs
        wafopenapi
      `),
      bool: [],
      integer: [],
    },
  },
};

/** The provider block of one version. */
export interface GoProviderBlock {
  readonly arguments: NamesByType;
  readonly assumeRole: NamesByType;
  readonly endpoints: NamesByType;
}

/** Names of arguments by the type that the Go provider gives them. */
export type NamesByType = Readonly<Record<"string" | "bool" | "integer", readonly string[]>>;

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
