import { attribute, block } from "terraform-plugin";
import { attributesNamed } from "./attributes-named.ts";
import { IGNORED, IGNORED_ENDPOINTS } from "./ignored-arguments.ts";

const text = (description: string) => attribute.string({ optional: true, description });

/** The block `endpoints` of the provider block. */
export const endpointsBlock = block.set({
  description: "Endpoints of single products. Each is a host, `host:port` or a URL.",
  attributes: {
    ...attributesNamed(IGNORED_ENDPOINTS, text(IGNORED)),
    ecs: text(
      "Endpoint of ECS. Default: the one at `popgw_domain` or `domain`. Environment: `ALIBABACLOUDSTACK_ECS_ENDPOINT`.",
    ),
    sts: text(
      "Endpoint of STS, where the provider assumes roles. It is called over HTTPS unless it starts with `http://`. Default: the one at `popgw_domain` or `domain`. Environment: `ALIBABACLOUDSTACK_STS_ENDPOINT`.",
    ),
    ascm: text(
      "Endpoint of the console API (ASCM), where the provider looks up `resource_group_set_name`. Default: the one at `popgw_domain` or `domain`.",
    ),
  },
});
