declare const __VERSION__: string | undefined;

/** The version of this build; the build script puts it in. */
export const version: string = typeof __VERSION__ === "string" ? __VERSION__ : "0.0.0-dev";
