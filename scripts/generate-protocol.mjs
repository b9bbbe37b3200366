// Generates packages/terraform-plugin/src/protocol/generated from the .proto files, with buf as compiler and ts-proto as generator.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/project.mjs";
import { runScript } from "./lib/script.mjs";

const packageFolder = join(root, "packages/terraform-plugin");

/**
 * Writes the generated protobuf code, replacing what was there.
 * @param {string} outputFolder where to write, absolute
 */
export function generateProtocol(outputFolder) {
  rmSync(outputFolder, { recursive: true, force: true });
  const template = {
    version: "v2",
    plugins: [
      {
        local: join(root, "node_modules/.bin/protoc-gen-ts_proto"),
        out: outputFolder,
        opt: [
          "esModuleInterop=true",
          "env=browser",
          "forceLong=bigint",
          "importSuffix=.ts",
          "oneof=unions",
          "onlyTypes=false",
          "outputServices=false",
          "outputJsonMethods=false",
          "outputPartialMethods=false",
          "outputTypeRegistry=false",
          "enumsAsLiterals=true",
          "unrecognizedEnum=false",
          "useOptionals=none",
          "useMapType=true",
        ],
      },
    ],
  };
  const result = spawnSync(
    join(root, "node_modules/.bin/buf"),
    ["generate", join(packageFolder, "proto"), "--template", JSON.stringify(template)],
    { stdio: ["ignore", "inherit", "inherit"], cwd: root },
  );
  if (result.status !== 0) throw new Error(`buf generate failed with exit code ${result.status}`);
}

await runScript(import.meta.url, () => {
  generateProtocol(join(packageFolder, "src/protocol/generated"));
});
