import { EcsError } from "./ecs-error.ts";

/** An error about an option or argument; nothing has been sent. */
export function configurationError(reason: string): EcsError {
  return new EcsError({ kind: "configuration", reason });
}
