/** The reason of a signal that was aborted because the user interrupted Terraform. */
export class OperationStopped extends Error {
  constructor() {
    super("the operation was interrupted");
    this.name = "OperationStopped";
  }
}

/** The reason of a signal that was aborted because the operation's timeout passed. */
export class OperationTimedOut extends Error {
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`the operation took longer than ${timeoutMs} ms`);
    this.name = "OperationTimedOut";
    this.timeoutMs = timeoutMs;
  }
}
