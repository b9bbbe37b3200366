/**
 * Why a plugin cannot start although nothing is wrong with it:
 * - `client_certificate`: the certificate that the host announced cannot be read
 * - `socket_directory`: the socket cannot be made where it should be
 * - `ports`: no port is free (Windows)
 * - `debugger`: the runtime's debugger listens and cannot be closed
 */
export type StartErrorCode = "client_certificate" | "socket_directory" | "ports" | "debugger";

/** An error of the environment in which a plugin was started. Its message is one sentence for the user that says what to change. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
