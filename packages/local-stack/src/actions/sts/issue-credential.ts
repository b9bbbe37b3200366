import { randomBytes } from "node:crypto";
import type { TemporaryCredential } from "../../model/credentials.ts";
import type { Stack } from "../../model/stack.ts";

/** The stack keeps this many keys, expired ones too, so that an expired key is not an unknown one. */
const MAX_CREDENTIALS = 10_000;

/** Issues a temporary key. Secret and token are random; the ID counts up. */
export function issueCredential(
  stack: Stack,
  role: Pick<TemporaryCredential, "roleArn" | "sessionName" | "expiresAtMs">,
): { readonly accessKeyId: string; readonly credential: TemporaryCredential } {
  const accessKeyId = stack.ids.next("credential");
  const credential = {
    ...role,
    accessKeySecret: randomBytes(30).toString("base64url"),
    securityToken: `CAIS${randomBytes(120).toString("base64")}`,
  };
  stack.credentials.set(accessKeyId, credential);
  for (const oldest of stack.credentials.keys()) {
    if (stack.credentials.size <= MAX_CREDENTIALS) break;
    stack.credentials.delete(oldest);
  }
  return { accessKeyId, credential };
}
