import { type Caller, createCaller } from "../call/call.ts";
import type { CredentialsProvider, EcsClientOptions } from "../call/client-options.ts";
import { resolveOptions } from "../call/resolve-options.ts";
import { untilAborted } from "../call/runtime.ts";
import { EcsError } from "../errors/ecs-error.ts";
import type { Credentials } from "../signature/call-to-sign.ts";

const stsVersion = "2015-04-01";

/** How long a session lasts by default. Source: "STS API reference, AssumeRole". */
const defaultSessionSeconds = 3600;

/** A session is renewed when this share of it is left, or when {@link renewAheadMs} are left of a long one. */
const renewAheadShare = 0.2;
const renewAheadMs = 300_000;

/** Longest time that a renewal may take; it belongs to no call, and calls wait for it only as long as their own signals allow. */
const renewalMs = 120_000;

/** Which role to assume, and with whose credentials. `endpoint` is that of STS, `credentials` are those of the caller who assumes the role. */
export interface AssumeRoleOptions extends EcsClientOptions {
  /** For example `acs:ram::1234567890123456:role/image-builder`. */
  readonly roleArn: string;
  /** Appears in the audit log of the cloud: 2 to 64 letters, digits, `.`, `@`, `-` and `_`. */
  readonly sessionName: string;
  /** How long a session lasts, in seconds; the service takes 900 to 3600. Default: the service's. */
  readonly sessionSeconds?: number | undefined;
  /** A policy in JSON that takes rights away from the session. */
  readonly policy?: string | undefined;
}

interface Session {
  readonly credentials: Credentials;
  /** On the clock that never goes back: the service's own time of expiry says nothing to a machine whose clock is wrong. */
  readonly beganAtMs: number;
}

/**
 * The credentials of an assumed role. The role is assumed with the first call that needs it, and again some time before the session ends,
 * or when the service calls it expired; calls that come together share one AssumeRole. When a renewal fails, the session that there is
 * is used as long as it lasts. Rejects with the EcsError of AssumeRole.
 */
export function assumeRole(options: AssumeRoleOptions): CredentialsProvider {
  // The call that needs the credentials is retried and assumes the role again: retrying here as well would multiply the two.
  const resolved = resolveOptions({ ...options, maxRetries: 0 });
  const caller = createCaller(resolved);
  const { elapsed } = resolved.runtime;
  const lifetimeMs = (options.sessionSeconds ?? defaultSessionSeconds) * 1000;
  const renewAfterMs = lifetimeMs - Math.min(renewAheadMs, lifetimeMs * renewAheadShare);

  let session: Session | null = null;
  let renewal: Promise<Session> | null = null;
  const begin = async (): Promise<Session> => {
    const beganAtMs = elapsed();
    try {
      const credentials = await requestSession(caller, options);
      session = { credentials, beganAtMs };
      resolved.logger("info", "assumed a role", { roleArn: options.roleArn });
      return session;
    } catch (error) {
      throw error instanceof EcsError && error.kind === "aborted"
        ? error.with({ kind: "timeout", reason: `no response within ${renewalMs} ms` })
        : error;
    } finally {
      renewal = null;
      // The next call to STS is most of an hour away: nothing is gained by keeping its connection.
      await caller.close();
    }
  };

  return async ({ expired, signal }) => {
    // Several calls may find the same session expired; the first of them has it renewed for all.
    const current = session?.credentials === expired ? null : session;
    const ageMs = current === null ? Number.POSITIVE_INFINITY : elapsed() - current.beganAtMs;
    if (current !== null && ageMs < renewAfterMs) return current.credentials;
    renewal ??= begin();
    try {
      return (await untilAborted(renewal, signal)).credentials;
    } catch (error) {
      if (current === null || ageMs >= lifetimeMs || signal.aborted) throw error;
      return current.credentials;
    }
  };
}

function requestSession(
  caller: Caller,
  { roleArn, sessionName, sessionSeconds, policy }: AssumeRoleOptions,
): Promise<Credentials> {
  return caller.call(
    {
      action: "AssumeRole",
      version: stsVersion,
      subject: `role ${roleArn}`,
      parameters: {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: sessionSeconds,
        Policy: policy,
      },
      parse: (response) => {
        const credentials = response.requiredObject("Credentials");
        return {
          accessKeyId: credentials.requiredString("AccessKeyId"),
          accessKeySecret: credentials.requiredString("AccessKeySecret"),
          securityToken: credentials.requiredString("SecurityToken"),
        };
      },
    },
    AbortSignal.timeout(renewalMs),
  );
}
