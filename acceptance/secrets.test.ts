import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { instanceImage, tagsArgument } from "./support/hcl.ts";

/** Characters that look different in URLs and in base64. */
const SECRET = "Secret+Key/0=&%7E:very-s3cret";
const TOKEN = "Token+/=&%41:very-s3cret-too";

/** Every way in which a text may be written down. */
function spellings(text: string): readonly string[] {
  return [
    text,
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    Buffer.from(text).toString("base64").replace(/=+$/, ""),
    Buffer.from(text).toString("base64url"),
    Buffer.from(text).toString("hex"),
    JSON.stringify(text).slice(1, -1),
  ];
}

/** What is in every file below a folder, but for links to the provider and terraform's own configuration. */
function filesBelow(folder: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, "latin1")] as const;
    });
}

acceptanceTest.override("stackOptions", async () => ({ accessKeySecret: SECRET, securityToken: TOKEN }));
acceptanceTest.override("setup", async () => ({
  env: { TF_LOG: "trace", TF_LOG_PATH: "trace.log", ALIBABACLOUDSTACK_SECURITY_TOKEN: TOKEN },
}));

describe("with TF_LOG=trace", () => {
  acceptanceTest(
    "no secret, signature or signed URL is in log, state, plan or output",
    async ({ stack, terraform }) => {
      const body = (name: string) => `image_name = "${name}"\n${tagsArgument({ tag: name })}`;
      terraform.write("main.tf", instanceImage(body("first")));
      const outputs = [
        await terraform.run("plan", "-out=kept.tfplan"),
        await terraform.run("apply", "kept.tfplan"),
      ];
      terraform.write("main.tf", instanceImage(body("second")));
      outputs.push(await terraform.run("apply", "-auto-approve"));
      await stack.breakRequests({ fault: "error", code: "SignatureDoesNotMatch", status: 400, count: 100 });
      outputs.push(await terraform.run("plan"));
      await stack.breakRequests({ fault: "drop-before", count: 3 });
      outputs.push(await terraform.run("apply", "-destroy", "-auto-approve"));
      expect(outputs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 1, 0]);

      const texts: (readonly [string, string])[] = [...filesBelow(terraform.folder)];
      for (const [index, { stdout, stderr }] of outputs.entries())
        texts.push([`output ${index}`, stdout + stderr]);
      const log = texts.find(([name]) => name.endsWith("trace.log"))?.[1] ?? "";
      expect(log).toContain("CreateImage");
      expect(log.length).toBeGreaterThan(10_000);
      for (const [name, text] of texts) {
        for (const secret of [...spellings(SECRET), ...spellings(TOKEN)]) {
          expect(text.includes(secret), `${secret} is in ${name}`).toBe(false);
        }
        expect(text, name).not.toMatch(/[?&]Signature=|SignatureNonce=|Signature%3D/);
      }
    },
  );
});

describe("the schema", () => {
  interface Attribute {
    readonly description?: string;
    readonly sensitive?: boolean;
  }
  interface Block {
    readonly description?: string;
    readonly attributes?: Readonly<Record<string, Attribute>>;
    readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
  }
  interface Schemas {
    readonly provider: { readonly block: Block };
    readonly resource_schemas: Readonly<Record<string, { readonly block: Block; readonly version: number }>>;
  }

  const schemasOf = (stdout: string): Schemas => {
    // The format is Terraform's own.
    const { provider_schemas } = JSON.parse(stdout) as { provider_schemas: Record<string, Schemas> };
    const [schemas] = Object.values(provider_schemas);
    if (!schemas) throw new Error("there is no schema");
    return schemas;
  };

  function undescribed(block: Block, path: string): readonly string[] {
    return [
      ...(block.description ? [] : [path]),
      ...Object.entries(block.attributes ?? {}).flatMap(([name, { description }]) =>
        description ? [] : [`${path}.${name}`],
      ),
      ...Object.entries(block.block_types ?? {}).flatMap(([name, nested]) =>
        undescribed(nested.block, `${path}.${name}`),
      ),
    ];
  }

  acceptanceTest("describes every attribute and block", async ({ terraform }) => {
    const schemas = schemasOf((await terraform.run("providers", "schema", "-json")).stdout);
    const described = Object.entries(schemas.resource_schemas).flatMap(([name, { block }]) =>
      undescribed(block, name),
    );
    // An attribute `id` is described by what it belongs to in the schema of older providers; here it has a text as well.
    expect([...described, ...undescribed(schemas.provider.block, "provider")]).toEqual([]);
    expect(Object.keys(schemas.resource_schemas)).toEqual(
      expect.arrayContaining(["alibabacloudstack_image", "alibabacloudstack_ecs_image"]),
    );
  });

  acceptanceTest("marks what is secret in the provider block as sensitive", async ({ terraform }) => {
    const schemas = schemasOf((await terraform.run("providers", "schema", "-json")).stdout);
    const sensitive = Object.entries(schemas.provider.block.attributes ?? {})
      .filter(([, attribute]) => attribute.sensitive)
      .map(([name]) => name);
    expect(sensitive.sort()).toEqual([
      "access_key",
      "organization_accesskey",
      "organization_secretkey",
      "secret_key",
      "security_token",
    ]);
  });

  acceptanceTest("keeps version 0 and the names of the provider in Go", async ({ terraform }) => {
    const schemas = schemasOf((await terraform.run("providers", "schema", "-json")).stdout);
    const { block, version } = schemas.resource_schemas.alibabacloudstack_image ?? {};
    expect(version).toBe(0);
    expect(Object.keys(block?.attributes ?? {})).toEqual(
      expect.arrayContaining([
        "id",
        "instance_id",
        "snapshot_id",
        "image_name",
        "description",
        "tags",
        "force",
      ]),
    );
    expect(Object.keys(block?.block_types ?? {}).sort()).toEqual(["disk_device_mapping", "timeouts"]);
    expect(schemas.resource_schemas.alibabacloudstack_ecs_image).toEqual(
      schemas.resource_schemas.alibabacloudstack_image,
    );
  });
});
