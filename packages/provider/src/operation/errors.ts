import {
  type EcsError,
  isAuthenticationFailure,
  isEcsError,
  isPermissionDenied,
  isQuotaExceeded,
  isRegionNotFound,
  isSecurityTokenExpired,
  isSecurityTokenMismatched,
  isSecurityTokenMissing,
} from "ecs-client";
import { DiagnosticError } from "terraform-plugin";

/** Says what to do next about a failed call. Empty when nothing is known. */
export type Advice = (error: EcsError) => string;

/**
 * The error that the user reads about a failed call: what was done to what, what the service said, and what to do next. `advice` knows
 * the object; where it is empty, the advice for every call is given. An error that is no EcsError is returned unchanged: it is a message
 * for the user already, or a defect.
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

/** Advice about a failed call of any object: the first that fits. */
function generalAdvice(error: EcsError): string {
  const known = ADVICE.find(([applies]) => applies(error));
  return known ? known[1] : (ADVICE_BY_KIND[error.kind] ?? "");
}

const ADVICE: readonly (readonly [applies: (error: EcsError) => boolean, advice: string])[] = [
  [
    isSecurityTokenExpired,
    "The security token has expired. Get new temporary credentials, set access_key, secret_key and security_token to them, and run Terraform again. With role_arn or an assume_role block the provider renews the token itself.",
  ],
  [
    (error) => isSecurityTokenMissing(error) || isSecurityTokenMismatched(error),
    "Temporary access keys need the security token that was issued with them: set security_token of the provider block, or the environment variable ALIBABACLOUDSTACK_SECURITY_TOKEN. For a permanent access key, remove security_token.",
  ],
  [
    isRegionNotFound,
    "Check region of the provider block, or the environment variable ALIBABACLOUDSTACK_REGION.",
  ],
  [
    isQuotaExceeded,
    "A quota of the account is used up. Delete what is no longer needed, or ask the administrators of the cloud to raise the quota, then apply again.",
  ],
  [
    isAuthenticationFailure,
    "Check access_key, secret_key and security_token of the provider block, and that they belong to this cloud.",
  ],
  [
    ({ action, kind }) => action === "AssumeRole" && kind === "service",
    "Check role_arn of the provider block, and that the access key may assume the role.",
  ],
  [
    ({ action }) => action === "ListResourceGroup",
    "Check resource_group_set_name of the provider block, or set department and resource_group instead.",
  ],
  [isPermissionDenied, "Ask for the permission for this action, or use another access key."],
  [
    ({ httpStatus, kind }) => (httpStatus ?? 0) >= 500 && kind !== "throttled",
    "The service, or a gateway in front of it, does not work at the moment: try again later, and if it lasts, ask the administrators of the cloud.",
  ],
];

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
