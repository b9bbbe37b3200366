import { type EcsError, isAuthenticationFailure, isEcsError, isPermissionDenied } from "ecs-client";
import { DiagnosticError } from "terraform-plugin";

/** What to do next about a failed call; empty when nothing is known. */
export type Advice = (error: EcsError) => string;

/**
 * The error that the user reads for a failed call: what was done to what, what the service said, and what to do next. `advice` knows
 * the object; where it is silent, the advice for every call is given. Anything but an error of the service or of the way to it is a
 * message for the user already, or a defect, and is returned as it is.
 */
export function explain(error: unknown, summary: string, advice: Advice = () => ""): Error {
  if (!isEcsError(error)) return error instanceof Error ? error : new Error(String(error));
  const next = advice(error) || generalAdvice(error);
  return new DiagnosticError(summary, sentence(error.message) + (next && ` ${next}`), { cause: error });
}

/** A text with a full stop, unless it has an end already. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function generalAdvice(error: EcsError): string {
  const { action, code, httpStatus, kind } = error;
  const byCode = ADVICE_BY_CODE.find(([pattern]) => pattern.test(code ?? ""));
  if (byCode) return byCode[1];
  if (isAuthenticationFailure(error)) {
    return "Check access_key, secret_key and security_token of the provider block, and that they belong to this cloud.";
  }
  if (action === "AssumeRole" && kind === "service") {
    return "Check role_arn of the provider block, and that the access key may assume the role.";
  }
  if (action === "ListResourceGroup") {
    return "Check resource_group_set_name of the provider block, or set department and resource_group instead.";
  }
  if (isPermissionDenied(error)) return "Ask for the permission for this action, or use another access key.";
  if (httpStatus !== null && httpStatus >= 500 && kind !== "throttled") return OUT_OF_ORDER;
  return ADVICE_BY_KIND[kind] ?? "";
}

/** Advice for refusals of any call, by their code. */
const ADVICE_BY_CODE: readonly (readonly [code: RegExp, advice: string])[] = [
  [
    /^InvalidSecurityToken\.Expired$/,
    "The security token has expired. Get new temporary credentials, set access_key, secret_key and security_token to them, and run Terraform again. With role_arn or an assume_role block the provider renews the token itself.",
  ],
  [
    /^(?:MissingSecurityToken|InvalidSecurityToken\.MismatchWithAccessKey)$/,
    "Temporary access keys need the security token that was issued with them: set security_token of the provider block, or the environment variable ALIBABACLOUDSTACK_SECURITY_TOKEN. For a permanent access key, remove security_token.",
  ],
  [
    /^InvalidRegionId\.NotFound$/,
    "Check region of the provider block, or the environment variable ALIBABACLOUDSTACK_REGION.",
  ],
  [
    /QuotaExceed(?:ed)?(?:\.|$)|^ImageFamilyQuotaExceed$|^InvalidParameter\.QuotaExceed/,
    "A quota of the account is used up. Delete what is no longer needed, or ask the administrators of the cloud to raise the quota, then apply again.",
  ],
];

const OUT_OF_ORDER =
  "The service or a gateway in front of it is out of order: try again later, and if it lasts, ask the administrators of the cloud.";

const ADVICE_BY_KIND: Partial<Record<EcsError["kind"], string>> = {
  certificate:
    "If the cloud has its own certificate authority, name its certificates in ca_file of the provider block.",
  "no-tls":
    'If the cloud has no HTTPS there, set protocol = "HTTP" or start the address with http://. The default of protocol is HTTPS; in aliyun/alibabacloudstack it is HTTP.',
  network:
    "Check the endpoint, protocol and proxy of the provider block, and that the service can be reached.",
  timeout:
    "Check the endpoint, protocol and proxy of the provider block, and that the service can be reached.",
  "malformed-response": "Check that the endpoint of the provider block is that of ECS.",
  throttled: "Run Terraform with a smaller -parallelism, or try again later.",
};
