import { configurationError } from "../errors/configuration-error.ts";
import { isClientToken } from "./client-token.ts";

/** Throws an EcsError of kind `configuration` for a text that the service would not take as ClientToken. */
export function requireClientToken(clientToken: string): void {
  if (!isClientToken(clientToken))
    throw configurationError("clientToken must be 1 to 64 printable ASCII characters");
}

/** Throws an EcsError of kind `configuration` for an empty image ID, which the service takes for none, or for all. */
export function requireImageId(imageId: string): void {
  if (imageId === "") throw configurationError("the image ID must not be empty");
}
