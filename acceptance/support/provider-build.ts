import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The source address that the examples and the mirror have. */
export const PROVIDER_SOURCE = "registry.terraform.io/alibabacloudstack-community/alibabacloudstack";

/** The root of the checkout, with a slash at its end. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** Path of the executable that `npm run build` makes for this machine. Throws when it is missing. */
export function providerExecutable(): string {
  return built(`terraform-provider-alibabacloudstack${process.platform === "win32" ? ".exe" : ""}`);
}

/** Path of the single file for Node that `npm run build` makes. Throws when it is missing. */
export function nodeBundle(): string {
  return built("node/terraform-provider-alibabacloudstack");
}

/** Folder of the filesystem mirror that `npm run build` makes. Throws when it is missing. */
export function filesystemMirror(): string {
  return built("mirror");
}

function built(name: string): string {
  const path = `${projectRoot}dist/${name}`;
  if (!existsSync(path)) throw new Error(`dist/${name} is missing: run "npm run build" before these tests.`);
  return path;
}
