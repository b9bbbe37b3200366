import { configurationError } from "../errors/configuration-error.ts";
import { isClientToken } from "./client-token.ts";

/** Throws an EcsError of kind `configuration` for a text that the service would not take as ClientToken. */
export function requireClientToken(clientToken: string): void {
  if (!isClientToken(clientToken))
    throw configurationError("clientToken must be 1 to 64 printable ASCII characters");
}

/**
 * Throws an EcsError of kind `configuration` for an empty ID, name or list. The service takes it for none or for all, which differs between
 * the actions and releases, and is never what the caller wanted.
 */
export function requireNotEmpty(argument: string, value: string | readonly unknown[]): void {
  if (value.length === 0) throw configurationError(`${argument} must not be empty`);
}
