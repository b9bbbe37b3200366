/** One parameter as it is signed and sent. */
export type Parameter = readonly [name: string, value: string];
