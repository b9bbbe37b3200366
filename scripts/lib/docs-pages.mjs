// The documentation of the provider, as the Terraform registry lays it out, made from its schema and from examples/.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderSchema } from "./docs-schema.mjs";

/** @typedef {import("./docs-schema.mjs").Block} Block */

/**
 * The part of `terraform providers schema -json` that is about one provider.
 * @typedef {object} ProviderSchema
 * @property {{ block: Block }} provider
 * @property {Record<string, { block: Block }>} [resource_schemas]
 * @property {Record<string, { block: Block }>} [data_source_schemas]
 */

const providerName = "alibabacloudstack";

/** The group of pages in the registry's menu; everything is about one API. */
const subcategory = "ECS";

/** Resource types that are another name of one. @type {ReadonlyMap<string, string>} */
const aliases = new Map([["alibabacloudstack_ecs_image", "alibabacloudstack_image"]]);

/**
 * Renders every page.
 * @param {ProviderSchema} schema
 * @param {string} examples the folder of the examples
 * @returns {import("./file-tree.mjs").FileTree} by path below docs/
 */
export function renderDocs(schema, examples) {
  /** @type {import("./file-tree.mjs").FileTree} */
  const pages = new Map([["index.md", providerPage(schema.provider.block, examples)]]);
  const kinds = /** @type {const} */ ([
    ["resources", "Resource", schema.resource_schemas],
    ["data-sources", "Data Source", schema.data_source_schemas],
  ]);
  for (const [folder, kind, types] of kinds) {
    for (const [type, { block }] of Object.entries(types ?? {})) {
      const page = typePage(type, kind, block, join(examples, folder));
      pages.set(`${folder}/${type.slice(providerName.length + 1)}.md`, page);
    }
  }
  return pages;
}

/**
 * Whether a file below docs/ is generated; the others are written by hand.
 * @param {string} path relative to docs/, with forward slashes
 */
export function isGenerated(path) {
  return path === "index.md" || /^(resources|data-sources)\//.test(path);
}

/**
 * @param {Block} block
 * @param {string} examples
 */
function providerPage(block, examples) {
  const description = block.description ?? "";
  return page([
    frontMatter(`Provider: ${providerName}`, "", description),
    `# ${providerName} Provider`,
    description,
    "## Example Usage",
    fence("terraform", join(examples, "provider/provider.tf")),
    renderSchema(block),
  ]);
}

/**
 * @param {string} type e.g. `alibabacloudstack_image`
 * @param {"Resource" | "Data Source"} kind
 * @param {Block} block
 * @param {string} examples the folder of the examples of this kind
 */
function typePage(type, kind, block, examples) {
  const original = aliases.get(type);
  const folder = join(examples, original ?? type);
  const description = block.description ?? "";
  const timeouts = block.block_types?.timeouts;
  const paragraphs = [
    frontMatter(`${type} ${kind} - ${providerName}`, subcategory, description),
    `# ${type} (${kind})`,
    ...(original
      ? [`\`${type}\` is another name of \`${original}\`: arguments, attributes and behaviour are the same.`]
      : []),
    description,
    ...exampleSection(folder),
    renderSchema(block, ["timeouts"]),
    ...(timeouts ? timeoutsSection(timeouts.block) : []),
    ...importSection(folder),
  ];
  const text = page(paragraphs);
  return original
    ? text.replaceAll(new RegExp(`\\b${original}\\.|"${original}"`, "g"), (use) =>
        use.replace(original, type),
      )
    : text;
}

/** @param {string} folder */
function exampleSection(folder) {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const wanted = files.filter((name) => /^(resource|data-source).*\.tf$/.test(name));
  // The plain one first: "resource.tf" sorts behind "resource-….tf".
  wanted.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return wanted.length === 0
    ? []
    : ["## Example Usage", ...wanted.map((name) => fence("terraform", join(folder, name)))];
}

/** @param {Block} block */
function timeoutsSection(block) {
  const lines = Object.entries(block.attributes ?? {}).map(
    ([name, { description = "" }]) => `- \`${name}\` (String) ${description}`,
  );
  return [
    "## Timeouts",
    `${block.description ?? ""} The \`timeouts\` block has these arguments:`.trim(),
    lines.join("\n"),
  ];
}

/** @param {string} folder */
function importSection(folder) {
  const block = join(folder, "import-by-string-id.tf");
  const command = join(folder, "import.sh");
  const paragraphs = [
    ...(existsSync(block)
      ? ["With an `import` block (Terraform 1.5, OpenTofu 1.6, and later):", fence("terraform", block)]
      : []),
    ...(existsSync(command) ? ["With the `import` command:", fence("shell", command)] : []),
  ];
  return paragraphs.length === 0 ? [] : ["## Import", ...paragraphs];
}

/**
 * @param {string} title
 * @param {string} group
 * @param {string} description
 */
function frontMatter(title, group, description) {
  const summary = description.split("\n\n")[0]?.replaceAll("\n", " ") ?? "";
  return `---\npage_title: "${title}"\nsubcategory: "${group}"\ndescription: |-\n  ${summary}\n---`;
}

/**
 * @param {string} language
 * @param {string} file
 */
function fence(language, file) {
  return `\`\`\`${language}\n${readFileSync(file, "utf8").trim()}\n\`\`\``;
}

/** @param {string[]} paragraphs */
function page(paragraphs) {
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}
