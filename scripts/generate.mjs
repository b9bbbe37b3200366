// npm run generate: writes what is generated and committed: the protobuf code and the documentation.
import { join } from "node:path";
import { build } from "./build.mjs";
import { generateProtocol } from "./generate-protocol.mjs";
import { isGenerated, renderDocs } from "./lib/docs-pages.mjs";
import { readTree, writeTree } from "./lib/file-tree.mjs";
import { installPackages } from "./lib/install.mjs";
import { root } from "./lib/project.mjs";
import { readProviderSchema } from "./lib/provider-schema.mjs";
import { runScript } from "./lib/script.mjs";

await runScript(import.meta.url, async () => {
  await installPackages(console.log);
  console.log("packages/terraform-plugin/src/protocol/generated, from packages/terraform-plugin/proto");
  generateProtocol(join(root, "packages/terraform-plugin/src/protocol/generated"));
  await build(console.log);
  console.log("docs, from the provider's schema and examples/");
  const docs = join(root, "docs");
  const present = new Map([...readTree(docs)].filter(([path]) => isGenerated(path)));
  writeTree(docs, renderDocs(await readProviderSchema(), join(root, "examples")), present);
  return 0;
});
