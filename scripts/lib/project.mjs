// Where things are: the folders and names that every script shares.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the checkout, absolute. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The folder of everything that is built, absolute. */
export const dist = join(root, "dist");

/** The provider's address without its registry host. */
export const providerSource = "alibabacloudstack-community/alibabacloudstack";

/** The name of the provider's executable; terraform looks for it. */
export const executableName = "terraform-provider-alibabacloudstack";

/** What an executable's file name ends with on this machine. */
export const executableSuffix = process.platform === "win32" ? ".exe" : "";

/** The provider as one executable for this machine. */
export const executable = join(dist, executableName + executableSuffix);

/** The provider as a single file for Node. */
export const nodeBundle = join(dist, "node", executableName);

/** local-stack as a single file for Node. */
export const localStackBundle = join(dist, "local-stack.mjs");

/** The filesystem mirror that `terraform init` installs the provider from. */
export const mirror = join(dist, "mirror");

/**
 * The version of this checkout.
 * @returns {string} the `version` of the root package.json, e.g. `0.1.0`
 */
export function projectVersion() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}
