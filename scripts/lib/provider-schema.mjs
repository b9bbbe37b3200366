// Asks the built provider, through terraform, for its schema.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerSource } from "./project.mjs";
import { run } from "./run.mjs";
import { findTerraform } from "./terraform.mjs";
import { makeTerraformFolder } from "./terraform-folder.mjs";

/**
 * @returns {Promise<import("./docs-pages.mjs").ProviderSchema>} the schema of the provider in dist/mirror
 */
export async function readProviderSchema() {
  const terraform = await findTerraform(process.env);
  const folder = makeTerraformFolder("alibabacloudstack-schema");
  try {
    writeFileSync(
      join(folder.path, "main.tf"),
      `terraform {\n  required_providers {\n    alibabacloudstack = {\n      source = "${providerSource}"\n    }\n  }\n}\n`,
    );
    const options = { cwd: folder.path, env: folder.env };
    for (const args of [
      ["init", "-no-color"],
      ["providers", "schema", "-json"],
    ]) {
      const result = await run(terraform.command, args, options);
      if (result.code !== 0)
        throw new Error(`${terraform.command} ${args.join(" ")} failed:\n${result.output}`);
      if (args[0] !== "providers") continue;
      const [schema] = Object.values(JSON.parse(result.stdout).provider_schemas);
      return /** @type {import("./docs-pages.mjs").ProviderSchema} */ (schema);
    }
    throw new Error("unreachable");
  } finally {
    folder.remove();
  }
}
