/** A response that says nothing but that the call was carried out. */
export interface Acknowledgement {
  readonly requestId: string | null;
}
