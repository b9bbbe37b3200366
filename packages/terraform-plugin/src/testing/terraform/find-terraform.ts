import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "../../environment.ts";

const NAMES = process.platform === "win32" ? ["terraform.exe", "tofu.exe"] : ["terraform", "tofu"];

/** The CLI to run: what TERRAFORM_BIN names, else `terraform` on the PATH, else `tofu`. Throws when there is none. */
export function findTerraform(environment: Environment = process.env): string {
  if (environment.TERRAFORM_BIN) return environment.TERRAFORM_BIN;
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new Error(
    "Neither terraform nor tofu is on the PATH. Install one of them, or set TERRAFORM_BIN to its path.",
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
