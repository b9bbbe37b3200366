/** A response that only confirms that the call succeeded. */
export interface Acknowledgement {
  readonly requestId: string | null;
}
