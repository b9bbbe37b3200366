/** A request to the administration that cannot be done; the message is a sentence for whoever sent it. */
export class AdminError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "AdminError";
    this.status = status;
  }
}
