import {
  isAuthenticationFailure,
  isEcsError,
  isImageInUse,
  isImageNameTaken,
  isImageShared,
  isPermissionDenied,
} from "ecs-client";
import { DiagnosticError } from "terraform-plugin";

/**
 * What a failed call means to the user: what was done to what, what the service said, and what to do next. Anything but an error of the
 * service or of the way to it is returned as it is.
 */
export function explain(error: unknown, summary: string, next = ""): unknown {
  if (!isEcsError(error)) return error;
  const advice = next || adviceFor(error);
  return new DiagnosticError(summary, sentence(error.message) + (advice && ` ${advice}`), { cause: error });
}

function adviceFor(error: unknown): string {
  if (isAuthenticationFailure(error)) {
    return "Check access_key, secret_key and security_token of the provider block, and that they belong to this cloud.";
  }
  if (isEcsError(error) && error.action === "AssumeRole" && error.kind === "service") {
    return "Check role_arn of the provider block, and that the access key may assume the role.";
  }
  if (isEcsError(error) && error.action === "ListResourceGroup") {
    return "Check resource_group_set_name of the provider block, or set department and resource_group instead.";
  }
  if (isPermissionDenied(error)) return "Ask for the permission for this action, or use another access key.";
  if (isImageNameTaken(error)) {
    return "Image names are unique in a region: choose another image_name, or import the image that has it.";
  }
  if (isImageShared(error)) return "Remove the accounts that the image is shared with, then try again.";
  if (isImageInUse(error)) return "Delete the instances or set force = true, apply, and try again.";
  if (!isEcsError(error)) return "";
  const copying = error.action === "CopyImage" && COPY_ADVICE.get(error.code ?? "");
  if (copying) return copying;
  switch (error.kind) {
    case "certificate":
      return "If the cloud has its own certificate authority, name its certificates in ca_file of the provider block.";
    case "no-tls":
      return 'If the cloud has no HTTPS there, set protocol = "HTTP" or start the address with http://. The default of protocol is HTTPS; in aliyun/alibabacloudstack it is HTTP.';
    case "network":
    case "timeout":
      return "Check the endpoint, protocol and proxy of the provider block, and that the service can be reached.";
    case "malformed-response":
      return "Check that the endpoint of the provider block is that of ECS.";
    case "throttled":
      return "Run Terraform with a smaller -parallelism, or try again later.";
    default:
      return "";
  }
}

/** What to do about a CopyImage that was refused, by the code of the refusal. */
const COPY_ADVICE: ReadonlyMap<string, string> = new Map([
  [
    "InvalidImageId.NotFound",
    "Check source_image_id: it names an own image, or one that is shared with this account, in the region of the provider.",
  ],
  ["IncorrectImageStatus", "An image can be copied while it is Available only: check source_image_id."],
  ["DestinationRegion.NotFound", "Check destination_region_id."],
]);

/** A text with a full stop, unless it has an end already. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
