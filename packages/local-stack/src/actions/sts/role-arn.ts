/** The version of the STS API. */
export const STS_VERSION = "2015-04-01";

/** The parts of a role's ARN; undefined for a text that is not one. */
export function parseArn(arn: string): { readonly account: string; readonly name: string } | undefined {
  const match = /^acs:ram::(\d{1,20}):role\/([A-Za-z0-9._-]{1,64})$/.exec(arn);
  return match === null ? undefined : { account: match[1] ?? "", name: match[2] ?? "" };
}

/** The ARN of a session of the role. */
export function sessionArn(roleArn: string, sessionName: string): string {
  return `${roleArn.replace(":role/", ":assumed-role/")}/${sessionName}`;
}

/** A number of eighteen digits that is always the same for a name. */
export function roleId(name = ""): string {
  let sum = 0n;
  for (const character of name) sum = (sum * 131n + BigInt(character.codePointAt(0) ?? 0)) % 10n ** 17n;
  return `3${String(sum).padStart(17, "0")}`;
}
