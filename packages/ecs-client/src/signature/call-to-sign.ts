import type { Parameter } from "./parameter.ts";

/** An access key; with a security token when it is a temporary one (STS). */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** A call that is ready to be signed. */
export interface CallToSign {
  readonly action: string;
  /** API version, for example `2014-05-26`. */
  readonly version: string;
  readonly endpoint: URL;
  /** Parameters of the action, already flattened. */
  readonly parameters: readonly Parameter[];
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  /** Never used before: the service refuses a repeated one for 15 minutes. */
  readonly nonce: string;
  readonly date: Date;
}

/** Content type of a form body. */
export const formContentType = "application/x-www-form-urlencoded";

/** A time stamp as both signature versions want it: UTC to the second, `2016-02-23T12:46:24Z`. */
export function formatTimestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}
