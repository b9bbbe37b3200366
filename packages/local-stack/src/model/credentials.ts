/** A temporary key that AssumeRole issued. */
export interface TemporaryCredential {
  readonly accessKeySecret: string;
  /** Every request signed with the key must carry it. */
  readonly securityToken: string;
  /** Epoch milliseconds by the stack's clock; from then on the key is refused. */
  readonly expiresAtMs: number;
  /** The role's ARN as the request named it, for instance `acs:ram::1000000000000001:role/reader`. */
  readonly roleArn: string;
  readonly sessionName: string;
}
