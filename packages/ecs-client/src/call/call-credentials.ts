import { EcsError } from "../errors/ecs-error.ts";
import { isSecurityTokenExpired } from "../errors/predicates.ts";
import type { Credentials } from "../signature/call-to-sign.ts";
import type { CredentialsProvider, CredentialsRequest } from "./client-options.ts";
import { withoutControlCharacters } from "./control-characters.ts";
import { redactor } from "./redact.ts";
import { untilAborted } from "./runtime.ts";

/** The credentials of one call. */
export interface CallCredentials {
  /** Calls the provider; rejects with an EcsError, or with the signal's reason as soon as it fires. */
  get(): Promise<Credentials>;
  /** Whether the call may be attempted once more with other credentials, because the service called the security token expired. */
  canRenewAfter(error: unknown): boolean;
}

/** The credentials of one call. The provider is called before every attempt; it must renew expired ones once in a call. */
export function callCredentials(provider: CredentialsProvider, signal: AbortSignal): CallCredentials {
  let lastUsed: Credentials | null = null;
  let expired: Credentials | null = null;
  return {
    async get() {
      lastUsed = await untilAborted(askProvider(provider, { expired, signal }), signal);
      return lastUsed;
    },
    canRenewAfter(error) {
      if (!isSecurityTokenExpired(error) || expired !== null) return false;
      expired = lastUsed;
      return true;
    },
  };
}

async function askProvider(provider: CredentialsProvider, request: CredentialsRequest): Promise<Credentials> {
  let credentials: Credentials;
  try {
    credentials = await provider(request);
  } catch (cause) {
    if (cause instanceof EcsError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const reason = `no credentials: ${redactor([])(withoutControlCharacters(why))}`;
    throw new EcsError({ kind: "credentials", reason, cause });
  }
  if (!isText(credentials.accessKeyId) || !isText(credentials.accessKeySecret)) {
    throw new EcsError({ kind: "credentials", reason: "the access key ID or its secret is empty" });
  }
  return credentials;
}

/** Credentials come from code of others, which may be JavaScript. */
function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
