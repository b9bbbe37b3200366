import { attribute, between, block, type ConfigOf, must, oneOf, schema, t } from "terraform-plugin";
import { tagRules } from "../tags/rules.ts";
import { IGNORED_ENDPOINTS } from "./ignored-arguments.ts";
import { assumeRoleBlock, roleArn } from "./role-schema.ts";

const text = (description: string) => attribute.string({ optional: true, description });
const secret = (description: string) => attribute.string({ optional: true, sensitive: true, description });
const withoutNull = must("contain no null", (texts: readonly (string | null)[]) => !texts.includes(null));
const timeoutMs = (description: string) =>
  attribute.integer({ optional: true, description, validators: [between(1, 2_147_483_647, "milliseconds")] });

const unsupportedText = text("Not supported by this version: setting it is an error.");
const ignored = "Accepted for compatibility with aliyun/alibabacloudstack, without effect.";
const ignoredText = text(ignored);
const ignoredEndpoints = attributesNamed(IGNORED_ENDPOINTS, ignoredText);

/** The provider block. Names are those of aliyun/alibabacloudstack, so that a block can be shared. */
export const providerSchema = schema({
  description:
    "Manages custom ECS images on Alibaba Cloud Stack (Apsara Stack). Where an argument can also come from an environment variable, its description names it.",
  attributes: {
    access_key: secret("Access key ID. Environment: `ALIBABACLOUDSTACK_ACCESS_KEY`."),
    secret_key: secret("Access key secret. Environment: `ALIBABACLOUDSTACK_SECRET_KEY`."),
    security_token: secret(
      "STS token that belongs to the access key. Environment: `ALIBABACLOUDSTACK_SECURITY_TOKEN`.",
    ),
    region: text("Region ID, for example `cn-wulan-env100-d01`. Environment: `ALIBABACLOUDSTACK_REGION`."),
    region_id: attribute.string({
      optional: true,
      deprecated: "Use region.",
      description: "The old name of `region`.",
    }),
    protocol: attribute.string({
      optional: true,
      description:
        "`HTTPS` (the default) or `HTTP`, for endpoints that do not say it themselves. Environment: `ALIBABACLOUDSTACK_PROTOCOL`.",
      validators: [oneOf("HTTP", "HTTPS")],
    }),
    insecure: attribute.bool({
      optional: true,
      description:
        "Accept any TLS certificate. Prefer `ca_file`. Default `false`. Environment: `ALIBABACLOUDSTACK_INSECURE`.",
    }),
    ca_file: text(
      "File with the certificates, in PEM, of the authority that signed the endpoint's certificate. Environment: `ALIBABACLOUDSTACK_CA_FILE`.",
    ),
    proxy: text("URL of an HTTP or HTTPS proxy. Environment: `ALIBABACLOUDSTACK_PROXY`."),
    domain: text(
      "Host of the ASAPI gateway, with or without the path `/asapi/v3`. Environment: `ALIBABACLOUDSTACK_DOMAIN`.",
    ),
    popgw_domain: text(
      "Domain of the POP gateway; the endpoint is `ecs-internal.<popgw_domain>`. Environment: `ALIBABACLOUDSTACK_POPGW_DOMAIN`.",
    ),
    is_center_region: attribute.bool({
      optional: true,
      description:
        "Whether `region` is the center region; otherwise the region is part of the POP gateway's host names. Default `true`. Environment: `ALIBABACLOUDSTACK_CENTER_REGION`.",
    }),
    force_use_asapi: attribute.bool({
      optional: true,
      description: "Use `domain` although `popgw_domain` is set. Default `false`.",
    }),
    department: text(
      "ID of the organization in whose name calls are made. Environment: `ALIBABACLOUDSTACK_DEPARTMENT`.",
    ),
    resource_group: text(
      "ID of the resource set in which objects are created. Environment: `ALIBABACLOUDSTACK_RESOURCE_GROUP`.",
    ),
    resource_group_set_name: text(
      "Name of the resource set in which objects are created. The provider looks up the IDs of the set and of its organization with its first call, unless `department` and `resource_group` are both set. Environment: `ALIBABACLOUDSTACK_RESOURCE_GROUP_SET`.",
    ),
    client_read_timeout: timeoutMs(
      "How long a single call may take, in milliseconds. Default 60000. Environment: `CLIENT_READ_TIMEOUT`.",
    ),
    client_connect_timeout: timeoutMs(
      "How long connecting may take, in milliseconds. Default 60000. Environment: `CLIENT_CONNECT_TIMEOUT`.",
    ),
    max_retries: attribute.integer({
      optional: true,
      description: "How often a call that failed on the way or inside the service is repeated. Default 5.",
      validators: [between(0, 100)],
    }),
    source_ip: text(
      "Client address that is passed to the service. Environment: `ALIBABACLOUDSTACK_SOURCE_IP`.",
    ),
    secure_transport: text(
      "Whether the client uses a secure channel, as passed to the service: `true` or `false`. Environment: `ALIBABACLOUDSTACK_SECURE_TRANSPORT`.",
    ),
    security_transport: attribute.string({
      optional: true,
      deprecated: "Use secure_transport.",
      description: "The old name of `secure_transport`.",
    }),
    configuration_source: attribute.string({
      optional: true,
      description: "Marks the configuration in the user agent of calls, 64 characters at most.",
      validators: [must("be 64 characters long at most", (value: string) => [...value].length <= 64)],
    }),
    organization_accesskey: attribute.string({
      optional: true,
      sensitive: true,
      deprecated: "Use access_key.",
      description: "Used instead of `access_key` when `organization_secretkey` is set as well.",
    }),
    organization_secretkey: attribute.string({
      optional: true,
      sensitive: true,
      deprecated: "Use secret_key.",
      description: "Used instead of `secret_key` when `organization_accesskey` is set as well.",
    }),
    role_arn: roleArn,
    sts_endpoint: text("The same as `sts` in an `endpoints` block, which beats it."),
    ascm_openapi_endpoint: attribute.string({
      optional: true,
      deprecated: "Use ascm in an endpoints block.",
      description: "The old name of `ascm` in an `endpoints` block, which takes precedence.",
    }),
    ecs_role_name: unsupportedText,
    profile: unsupportedText,
    shared_credentials_file: unsupportedText,
    asapi_endpoint: ignoredText,
    dataworkspublic: ignoredText,
    dbs_endpoint: ignoredText,
    fc: ignoredText,
    kafkaopenapi_domain: ignoredText,
    kms_endpoint: ignoredText,
    max_retry_timeout: attribute.integer({ optional: true, description: ignored }),
    ossservice_domain: ignoredText,
    quickbi_endpoint: ignoredText,
    skip_region_validation: attribute.bool({ optional: true, description: ignored }),
    sls_endpoint: ignoredText,
    sls_openapi_endpoint: ignoredText,
  },
  blocks: {
    endpoints: block.set({
      description: "Endpoints of single products.",
      attributes: {
        ...ignoredEndpoints,
        ecs: text(
          "Endpoint of ECS: a host, `host:port` or a URL. Environment: `ALIBABACLOUDSTACK_ECS_ENDPOINT`.",
        ),
        sts: text(
          "Endpoint of STS, where roles are assumed: a host, `host:port` or a URL; HTTPS if it does not say. Default: that of the gateway. Environment: `ALIBABACLOUDSTACK_STS_ENDPOINT`.",
        ),
        ascm: text(
          "Endpoint of the console API (ASCM), where `resource_group_set_name` is looked up: a host, `host:port` or a URL. Default: that of the gateway.",
        ),
      },
    }),
    assume_role: assumeRoleBlock,
    default_tags: block.single({
      description: "Tags of every object that this provider creates.",
      attributes: {
        tags: attribute.map(t.string, {
          optional: true,
          description: "Tags. An object's own `tags` win where both have a key.",
          validators: tagRules,
        }),
      },
    }),
    ignore_tags: block.single({
      description: "Tags that others manage: they are not shown, not changed and not removed.",
      attributes: {
        keys: attribute.set(t.string, {
          optional: true,
          description: "Keys to ignore.",
          validators: [withoutNull],
        }),
        key_prefixes: attribute.set(t.string, {
          optional: true,
          description: "Beginnings of keys to ignore.",
          validators: [withoutNull],
        }),
      },
    }),
  },
});

/** The provider block as the user wrote it. */
export type ProviderConfig = ConfigOf<typeof providerSchema>;

/** The same attribute under several names. */
function attributesNamed<const N extends string, A>(names: readonly N[], each: A): Readonly<Record<N, A>> {
  // Object.fromEntries forgets the names; this is the one place that gives them back.
  return Object.fromEntries(names.map((name) => [name, each])) as Record<N, A>;
}
