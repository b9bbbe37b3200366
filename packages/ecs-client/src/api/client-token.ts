import { randomUUID } from "node:crypto";

/**
 * A fresh client token: a random UUID, 36 ASCII characters (the ECS API allows 64). One token stands for one object to
 * create: keep it for every retry of that create, never use it for another.
 */
export function newClientToken(): string {
  return randomUUID();
}

/** Whether the text may be sent as ClientToken: 1 to 64 printable ASCII characters. */
export function isClientToken(text: string): boolean {
  return /^[\x21-\x7e]{1,64}$/.test(text);
}
