/** The code of an error of the operating system, for instance `ENOENT`; undefined for any other error. */
export function errorCodeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
