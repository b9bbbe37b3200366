import type { TerraformWorkspace } from "terraform-plugin/testing";
import { findTerraform } from "../../scripts/lib/terraform.mjs";

/** Something that a test needs and that not every host has. */
interface HostFeature {
  readonly name: string;
  /** The first versions with it, `MAJOR.MINOR`. */
  readonly since: { readonly Terraform: string; readonly OpenTofu: string };
  /** What a configuration with it looks like. */
  readonly used: RegExp;
}

/** OpenTofu begins with version 1.6, which has what Terraform 1.5 had. */
const FEATURES: readonly HostFeature[] = [
  { name: "terraform_data", since: { Terraform: "1.4", OpenTofu: "1.6" }, used: /\bterraform_data\b/ },
  { name: "import blocks", since: { Terraform: "1.5", OpenTofu: "1.6" }, used: /^\s*import\s*\{/m },
  {
    // Terraform has moved blocks since 1.1, but tests move nothing else.
    name: "moved blocks between types and providers",
    since: { Terraform: "1.8", OpenTofu: "1.10" },
    used: /^\s*moved\s*\{/m,
  },
];

/**
 * Skips the test when it writes a configuration that the host does not know, and says which feature of which version is missing. Any other
 * failure on such a host counts.
 */
export async function skipWithoutFeatures(
  workspace: TerraformWorkspace,
  skip: (reason: string) => void,
): Promise<void> {
  const host = await hostVersion();
  const missing = FEATURES.filter(({ since }) => isBefore(host.version, since[host.product]));
  const write = workspace.write.bind(workspace);
  workspace.write = (name, hcl) => {
    const needed = missing.find(({ used }) => used.test(hcl));
    if (needed) {
      const since = `${host.product} ${needed.since[host.product]}`;
      const reason = `skipped: needs ${needed.name}, since ${since}, but runs on ${host.version}`;
      // The default reporter shows what a test prints, but no reason of a skipped one.
      console.warn(reason);
      skip(reason);
    }
    write(name, hcl);
  };
}

interface HostVersion {
  readonly product: keyof HostFeature["since"];
  readonly version: string;
}

let found: Promise<HostVersion> | undefined;

/** The host of this run, which is asked once. */
function hostVersion(): Promise<HostVersion> {
  found ??= findTerraform(process.env).then(({ version: text }) => {
    const [product, version = ""] = text.split(" v");
    return { product: product === "OpenTofu" ? product : "Terraform", version };
  });
  return found;
}

function isBefore(version: string, first: string): boolean {
  const [[major = 0, minor = 0] = [], [firstMajor = 0, firstMinor = 0] = []] = [version, first].map((each) =>
    each.split(".").map((part) => Number.parseInt(part, 10)),
  );
  return major < firstMajor || (major === firstMajor && minor < firstMinor);
}
