import { attribute, between, type ConfigOf, must, oneOf, schema } from "terraform-plugin";
import { attributesNamed } from "./attributes-named.ts";
import { endpointsBlock } from "./endpoints-schema.ts";
import { IGNORED, IGNORED_TEXTS } from "./ignored-arguments.ts";
import { assumeRoleBlock, roleArn } from "./role-schema.ts";
import { defaultTagsBlock, ignoreTagsBlock } from "./tags-schema.ts";

const text = (description: string) => attribute.string({ optional: true, description });
const secret = (description: string) => attribute.string({ optional: true, sensitive: true, description });
const bool = (description: string) => attribute.bool({ optional: true, description });
const timeoutMs = (description: string) =>
  attribute.integer({ optional: true, description, validators: [between(1, 2_147_483_647, "milliseconds")] });
const oldName = (description: string, deprecated: string) =>
  attribute.string({ optional: true, description, deprecated });
const oldSecret = (description: string, deprecated: string) =>
  attribute.string({ optional: true, sensitive: true, description, deprecated });
const unsupported = text("Not supported by this version: setting it is an error.");

/** The provider block. It has the arguments of aliyun/alibabacloudstack, so that both providers can have the same block. */
export const providerSchema = schema({
  description:
    "Manages custom ECS images on Alibaba Cloud Stack (Apsara Stack). The description of an argument names the environment variable that can set it.",
  attributes: {
    access_key: secret("Access key ID. Environment: `ALIBABACLOUDSTACK_ACCESS_KEY`."),
    secret_key: secret("Access key secret. Environment: `ALIBABACLOUDSTACK_SECRET_KEY`."),
    security_token: secret(
      "STS token that belongs to the access key. Environment: `ALIBABACLOUDSTACK_SECURITY_TOKEN`.",
    ),
    organization_accesskey: oldSecret(
      "Replaces `access_key` if `organization_secretkey` is set too. Environment: `ALIBABACLOUDSTACK_ORGANIZATION_ACCESSKEY`.",
      "Use access_key.",
    ),
    organization_secretkey: oldSecret(
      "Replaces `secret_key` if `organization_accesskey` is set too. Environment: `ALIBABACLOUDSTACK_ORGANIZATION_SECRETKEY`.",
      "Use secret_key.",
    ),
    role_arn: roleArn,
    ecs_role_name: unsupported,
    profile: unsupported,
    shared_credentials_file: unsupported,

    region: text("Region ID, for example `cn-wulan-env100-d01`. Environment: `ALIBABACLOUDSTACK_REGION`."),
    region_id: oldName("The old name of `region`.", "Use region."),
    department: text(
      "ID of the organization for which calls are made. Environment: `ALIBABACLOUDSTACK_DEPARTMENT`.",
    ),
    resource_group: text(
      "ID of the resource set in which objects are created. Environment: `ALIBABACLOUDSTACK_RESOURCE_GROUP`.",
    ),
    resource_group_set_name: text(
      "Name of the resource set in which objects are created. The provider looks up the IDs of the set and of its organization with its first call, unless `department` and `resource_group` are both set. Environment: `ALIBABACLOUDSTACK_RESOURCE_GROUP_SET`.",
    ),

    popgw_domain: text(
      "Domain of the POP gateway. The endpoint of ECS is `ecs-internal.<popgw_domain>`. Environment: `ALIBABACLOUDSTACK_POPGW_DOMAIN`.",
    ),
    is_center_region: bool(
      "Whether `region` is the center region. If not, the host names at the POP gateway contain the region. Default `true`. Environment: `ALIBABACLOUDSTACK_CENTER_REGION`.",
    ),
    domain: text(
      "Host of the ASAPI gateway, with or without the path `/asapi/v3`. Environment: `ALIBABACLOUDSTACK_DOMAIN`.",
    ),
    force_use_asapi: bool("Whether to use `domain` even if `popgw_domain` is set. Default `false`."),
    sts_endpoint: text(
      "Another name of `sts` in an `endpoints` block, which takes precedence. Environment: `ALIBABACLOUDSTACK_STS_ENDPOINT`.",
    ),
    ascm_openapi_endpoint: oldName(
      "The old name of `ascm` in an `endpoints` block, which takes precedence.",
      "Use ascm in an endpoints block.",
    ),
    protocol: attribute.string({
      optional: true,
      description:
        "Protocol of addresses that start with neither `http://` nor `https://`: `HTTPS` or `HTTP`. Default `HTTPS`; note that the default of aliyun/alibabacloudstack is `HTTP`. STS is called over HTTPS in any case, unless its address starts with `http://`. Environment: `ALIBABACLOUDSTACK_PROTOCOL`.",
      validators: [oneOf("HTTP", "HTTPS")],
    }),

    ca_file: text(
      "File with certificates in PEM format. The provider trusts them in addition to the public certificate authorities. Environment: `ALIBABACLOUDSTACK_CA_FILE`.",
    ),
    insecure: bool(
      "Whether to accept any TLS certificate, with a warning. If the cloud has its own certificate authority, use `ca_file` instead. Default `false`. Environment: `ALIBABACLOUDSTACK_INSECURE`.",
    ),
    proxy: text(
      "URL of an HTTP or HTTPS proxy. A user name and a password in it are percent-encoded. Environment: `ALIBABACLOUDSTACK_PROXY`.",
    ),
    client_connect_timeout: timeoutMs(
      "Time limit for a connection, in milliseconds. Default 60000. Environment: `CLIENT_CONNECT_TIMEOUT`.",
    ),
    client_read_timeout: timeoutMs(
      "Time limit for a single call, in milliseconds. Default 60000. Environment: `CLIENT_READ_TIMEOUT`.",
    ),
    max_retries: attribute.integer({
      optional: true,
      description:
        "How often the provider repeats a call after a lost connection, a timeout or an error inside the service. Default 5.",
      validators: [between(0, 100)],
    }),
    source_ip: text(
      "IP address of the client, which is passed to the service. Environment: `ALIBABACLOUDSTACK_SOURCE_IP`.",
    ),
    secure_transport: text(
      "Whether the client uses a secure channel, which is passed to the service: `true` or `false`. Environment: `ALIBABACLOUDSTACK_SECURE_TRANSPORT`.",
    ),
    security_transport: oldName(
      "The old name of `secure_transport`. Environment: `ALIBABACLOUDSTACK_SECURITY_TRANSPORT`.",
      "Use secure_transport.",
    ),
    configuration_source: attribute.string({
      optional: true,
      description: "Name of the configuration in the user agent of calls, at most 64 characters long.",
      validators: [must("be 64 characters long at most", (value: string) => [...value].length <= 64)],
    }),

    ...attributesNamed(IGNORED_TEXTS, text(IGNORED)),
    max_retry_timeout: attribute.integer({ optional: true, description: IGNORED }),
    skip_region_validation: bool(IGNORED),
  },
  blocks: {
    endpoints: endpointsBlock,
    assume_role: assumeRoleBlock,
    default_tags: defaultTagsBlock,
    ignore_tags: ignoreTagsBlock,
  },
});

/** The provider block in the configuration. */
export type ProviderConfig = ConfigOf<typeof providerSchema>;
