import { describe, expect, test } from "vitest";
import { renderSchema, typeName } from "./docs-schema.mjs";

test.each([
  ["string", "String"],
  ["bool", "Boolean"],
  ["dynamic", "Dynamic"],
  [["list", "number"], "List of Number"],
  [["map", ["set", "string"]], "Map of Set of String"],
  [["list", ["object", { a: "string" }]], "List of Object"],
] as const)("the type %j is called %s", (type, name) => {
  expect(typeName(type as Parameters<typeof typeName>[0])).toBe(name);
});

describe("the schema section", () => {
  test("groups arguments by who gives their value, each group by name", () => {
    const markdown = renderSchema({
      attributes: {
        id: { type: "string", computed: true, description: "The ID." },
        size: { type: "number", optional: true, computed: true, description: "In GiB." },
        name: { type: "string", required: true, description: "The name." },
        force: { type: "bool", optional: true, description: "Anyway." },
      },
    });
    expect(markdown).toBe(
      [
        "## Schema",
        "### Required",
        "- `name` (String) The name.",
        "### Optional",
        "- `force` (Boolean) Anyway.\n- `size` (Number) In GiB.",
        "### Read-Only",
        "- `id` (String) The ID.",
      ].join("\n\n"),
    );
  });

  test("says what is sensitive, deprecated or write-only", () => {
    const key = { type: "string", optional: true, sensitive: true, deprecated: true, write_only: true };
    expect(renderSchema({ attributes: { key } })).toContain(
      "- `key` (String, Sensitive, Deprecated, Write-only)",
    );
  });

  test("puts arguments that differ in their name only on one line", () => {
    const same = { type: "string", optional: true, description: "Ignored." };
    expect(
      renderSchema({ attributes: { oss: same, rds: same, slb: { ...same, description: "Used." } } }),
    ).toContain("- `oss`, `rds` (String) Ignored.\n- `slb` (String) Used.");
  });

  test("describes blocks in blocks, with their limits, below", () => {
    const inner = { nesting_mode: "single", block: { attributes: { on: { type: "bool", optional: true } } } };
    const markdown = renderSchema({
      block_types: {
        disk: {
          nesting_mode: "list",
          min_items: 1,
          max_items: 17,
          block: { description: "A disk.", block_types: { cache: inner } },
        },
      },
    });
    expect(markdown).toContain(
      "### Required\n\n- `disk` (Block List, Min: 1, Max: 17) A disk. (see [below for nested schema](#nestedblock--disk))",
    );
    expect(markdown).toContain('<a id="nestedblock--disk--cache"></a>\n### Nested Schema for `disk.cache`');
    expect(markdown).toContain("Optional:\n\n- `on` (Boolean)");
  });

  test("describes nested attributes and objects below", () => {
    const markdown = renderSchema({
      attributes: {
        devices: { type: ["list", ["object", { size: "number" }]], computed: true },
        labels: {
          nested_type: { nesting_mode: "map", attributes: { text: { type: "string", required: true } } },
          optional: true,
        },
      },
    });
    expect(markdown).toContain("### Nested Schema for `devices`\n\nRead-Only:\n\n- `size` (Number)");
    expect(markdown).toContain(
      "- `labels` (Attributes Map) (see [below for nested schema](#nestedatt--labels))",
    );
    expect(markdown).toContain("### Nested Schema for `labels`\n\nRequired:\n\n- `text` (String)");
  });

  test("leaves out blocks that have a section of their own", () => {
    const timeouts = { nesting_mode: "single", block: { attributes: {} } };
    expect(renderSchema({ block_types: { timeouts } }, ["timeouts"])).not.toContain("timeouts");
  });
});
