import manifest from "../../package.json" with { type: "json" };

/** The version of the package, without a `v`. */
export const version: string = manifest.version;
