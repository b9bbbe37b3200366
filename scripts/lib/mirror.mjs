// The filesystem mirror that `terraform init` and `tofu init` install from.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { publishLink } from "./files.mjs";
import {
  executable,
  executableName,
  executableSuffix,
  mirror,
  projectVersion,
  providerSource,
} from "./project.mjs";

/** The registries that a source address without a host refers to: Terraform's and OpenTofu's. */
const registryHosts = ["registry.terraform.io", "registry.opentofu.org"];

/** @type {Record<string, string>} */
const goNames = { win32: "windows", x64: "amd64", ia32: "386" };

/**
 * The machine this runs on, as terraform names it.
 * @returns {string} e.g. `linux_amd64`
 */
function terraformPlatform() {
  const { platform, arch } = process;
  return `${goNames[platform] ?? platform}_${goNames[arch] ?? arch}`;
}

/**
 * Where Terraform and OpenTofu look for the provider in a filesystem mirror.
 * @param {string} folder the mirror
 * @returns {string[]} a file for each of the two, for this machine
 */
export function mirrorFiles(folder) {
  const version = projectVersion();
  const file = `${executableName}_v${version}${executableSuffix}`;
  return registryHosts.map((host) => join(folder, host, providerSource, version, terraformPlatform(), file));
}

/** Puts the built executable into the mirror in dist/ and removes other versions from it, since terraform installs the newest. */
export function publishMirror() {
  for (const file of mirrorFiles(mirror)) publishLink(executable, file);
  for (const host of registryHosts) {
    const folder = join(mirror, host, providerSource);
    for (const version of readdirSync(folder)) {
      if (version !== projectVersion()) rmSync(join(folder, version), { recursive: true });
    }
  }
}
