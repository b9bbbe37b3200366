import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isGenerated, renderDocs } from "./docs-pages.mjs";

let examples: string;

beforeEach(() => {
  examples = mkdtempSync(join(tmpdir(), "examples-"));
  example("provider/provider.tf", 'provider "alibabacloudstack" {}\n');
});

afterEach(() => rmSync(examples, { recursive: true }));

function example(path: string, content: string): void {
  mkdirSync(dirname(join(examples, path)), { recursive: true });
  writeFileSync(join(examples, path), content);
}

const image = {
  block: {
    description: "Makes an image.\n\nOf a disk.",
    attributes: { id: { type: "string", computed: true } },
    block_types: {
      timeouts: {
        nesting_mode: "single",
        block: { attributes: { create: { type: "string", optional: true, description: "Default `10m`." } } },
      },
    },
  },
};
const provider = { block: { description: "Manages images." } };

test("a resource's page has front matter, examples, schema, timeouts and import, in this order", () => {
  const folder = "resources/alibabacloudstack_image";
  example(`${folder}/resource.tf`, "# plain\n");
  example(`${folder}/resource-from-snapshot.tf`, "# from a snapshot\n");
  example(`${folder}/import.sh`, "terraform import alibabacloudstack_image.default m-1\n");
  example(`${folder}/import-by-string-id.tf`, "import {}\n");
  const docs = renderDocs({ provider, resource_schemas: { alibabacloudstack_image: image } }, examples);
  expect(docs.get("resources/image.md")).toBe(`---
page_title: "alibabacloudstack_image Resource - alibabacloudstack"
subcategory: "ECS"
description: |-
  Makes an image.
---

# alibabacloudstack_image (Resource)

Makes an image.

Of a disk.

## Example Usage

\`\`\`terraform
# plain
\`\`\`

\`\`\`terraform
# from a snapshot
\`\`\`

## Schema

### Read-Only

- \`id\` (String)

## Timeouts

The \`timeouts\` block has these arguments:

- \`create\` (String) Default \`10m\`.

## Import

With an \`import\` block (Terraform 1.5, OpenTofu 1.6, and later):

\`\`\`terraform
import {}
\`\`\`

With the \`import\` command:

\`\`\`shell
terraform import alibabacloudstack_image.default m-1
\`\`\`
`);
});

test("an alias has the examples of the original, under its own name", () => {
  const folder = "resources/alibabacloudstack_image";
  example(`${folder}/resource.tf`, 'resource "alibabacloudstack_image" "default" {}\n');
  example(`${folder}/import.sh`, "terraform import alibabacloudstack_image.default m-1\n");
  const docs = renderDocs({ provider, resource_schemas: { alibabacloudstack_ecs_image: image } }, examples);
  const page = docs.get("resources/ecs_image.md");
  expect(page).toContain("`alibabacloudstack_ecs_image` is another name of `alibabacloudstack_image`");
  expect(page).toContain('resource "alibabacloudstack_ecs_image" "default" {}');
  expect(page).toContain("terraform import alibabacloudstack_ecs_image.default m-1");
});

test("there is a page for the provider and for every resource and data source", () => {
  const schema = {
    provider,
    resource_schemas: { alibabacloudstack_image: image },
    data_source_schemas: { alibabacloudstack_images: { block: {} } },
  };
  expect([...renderDocs(schema, examples).keys()]).toEqual([
    "index.md",
    "resources/image.md",
    "data-sources/images.md",
  ]);
});

test.each([
  ["index.md", true],
  ["resources/image.md", true],
  ["data-sources/images.md", true],
  ["design/README.md", false],
  ["guides/moving.md", false],
])("%s is generated: %s", (path, generated) => {
  expect(isGenerated(path)).toBe(generated);
});
