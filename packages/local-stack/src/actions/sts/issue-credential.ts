import { randomBytes } from "node:crypto";
import type { TemporaryCredential } from "../../model/credentials.ts";
import type { Stack } from "../../model/stack.ts";

/** So many are remembered, expired ones too, so that the use of one is told apart from that of an unknown key. */
const MAX_CREDENTIALS = 10_000;

/** Makes a temporary key and adds it to the stack. Secret and token are random; the ID counts up. */
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
