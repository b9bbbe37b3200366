/** The same attribute under several names. */
export function attributesNamed<const N extends string, A>(
  names: readonly N[],
  attribute: A,
): Readonly<Record<N, A>> {
  // The type of Object.fromEntries does not keep the names, so they are put back here.
  return Object.fromEntries(names.map((name) => [name, attribute])) as Record<N, A>;
}
