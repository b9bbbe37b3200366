// The "Schema" section of a documentation page, in the form of the Terraform registry.

/**
 * Types as `terraform providers schema -json` writes them.
 * @typedef {string | [string, any]} CtyType
 * @typedef {{ attributes?: Record<string, Attribute>; block_types?: Record<string, BlockType>; description?: string; deprecated?: boolean; }} Block
 * @typedef {{ nesting_mode: string; attributes: Record<string, Attribute> }} NestedType
 * @typedef {object} Attribute
 * @property {CtyType} [type] absent when `nested_type` is there
 * @property {NestedType} [nested_type]
 * @property {string} [description]
 * @property {boolean} [required]
 * @property {boolean} [optional]
 * @property {boolean} [computed]
 * @property {boolean} [sensitive]
 * @property {boolean} [deprecated]
 * @property {boolean} [write_only]
 * @typedef {{ nesting_mode: string; block: Block; min_items?: number; max_items?: number }} BlockType
 */

/**
 * One argument or attribute of a page.
 * @typedef {object} Entry
 * @property {string} name
 * @property {"required" | "optional" | "readOnly"} group
 * @property {string} kind what is in the parentheses, e.g. `String, Sensitive`
 * @property {string} description
 * @property {{ anchor: string; block: Block }} [nested]
 */

const primitives = new Map([
  ["string", "String"],
  ["number", "Number"],
  ["bool", "Boolean"],
  ["dynamic", "Dynamic"],
]);

/** @type {readonly [Entry["group"], string][]} */
const groups = [
  ["required", "Required"],
  ["optional", "Optional"],
  ["readOnly", "Read-Only"],
];

/**
 * Renders a block and everything nested in it.
 * @param {Block} block
 * @param {readonly string[]} [omit] names of blocks that have a section of their own on the page
 * @returns {string} Markdown, from `## Schema` on
 */
export function renderSchema(block, omit = []) {
  const entries = entriesOf(block, []).filter(({ name }) => !omit.includes(name));
  return ["## Schema", ...renderGroups(entries, "### "), ...renderNested(entries, [])].join("\n\n");
}

/**
 * A type in words.
 * @param {CtyType} type
 * @returns {string} e.g. `Map of String`
 */
export function typeName(type) {
  if (typeof type === "string") return primitives.get(type) ?? type;
  const [kind, element] = type;
  const name = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  return kind === "object" || kind === "tuple" ? name : `${name} of ${typeName(element)}`;
}

/**
 * @param {Entry[]} entries
 * @param {string} before what stands before a group's title
 * @param {string} [after] what stands after it
 * @returns {string[]} paragraphs
 */
function renderGroups(entries, before, after = "") {
  return groups.flatMap(([group, title]) => {
    const members = entries.filter((entry) => entry.group === group);
    return members.length === 0 ? [] : [`${before}${title}${after}`, renderList(members)];
  });
}

/**
 * One line an entry; entries that differ in nothing but their name share one.
 * @param {Entry[]} entries
 */
function renderList(entries) {
  /** @type {Map<string, string[]>} */
  const namesByText = new Map();
  for (const { name, kind, description, nested } of entries) {
    const link = nested ? ` (see [below for nested schema](#${nested.anchor}))` : "";
    const text = `(${kind})${description ? ` ${description.replaceAll("\n", " ")}` : ""}${link}`;
    namesByText.set(text, [...(namesByText.get(text) ?? []), `\`${name}\``]);
  }
  return [...namesByText].map(([text, names]) => `- ${names.join(", ")} ${text}`).join("\n");
}

/**
 * @param {Entry[]} entries
 * @param {readonly string[]} path where the entries are
 * @returns {string[]} paragraphs
 */
function renderNested(entries, path) {
  return entries.flatMap(({ name, nested }) => {
    if (nested === undefined) return [];
    const inner = [...path, name];
    const members = entriesOf(nested.block, inner);
    return [
      `<a id="${nested.anchor}"></a>\n### Nested Schema for \`${inner.join(".")}\``,
      ...renderGroups(members, "", ":"),
      ...renderNested(members, inner),
    ];
  });
}

/**
 * @param {Block} block
 * @param {readonly string[]} path where the block is
 * @returns {Entry[]} by name
 */
function entriesOf(block, path) {
  const attributes = Object.entries(block.attributes ?? {}).map((entry) => attributeEntry(entry, path));
  const blocks = Object.entries(block.block_types ?? {}).map((entry) => blockEntry(entry, path));
  return [...attributes, ...blocks].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {[string, Attribute]} entry
 * @param {readonly string[]} path
 * @returns {Entry}
 */
function attributeEntry([name, attribute], path) {
  const { required, optional, sensitive, deprecated, write_only: writeOnly, description = "" } = attribute;
  const nested = nestedAttributes(attribute);
  const kinds = [
    attribute.nested_type
      ? `Attributes ${modeName(attribute.nested_type.nesting_mode)}`
      : typeName(attribute.type ?? ""),
    sensitive ? "Sensitive" : "",
    deprecated ? "Deprecated" : "",
    writeOnly ? "Write-only" : "",
  ];
  return {
    name,
    group: required ? "required" : optional ? "optional" : "readOnly",
    kind: kinds.filter((kind) => kind !== "").join(", "),
    description,
    ...(nested ? { nested: { anchor: ["nestedatt", ...path, name].join("--"), block: nested } } : {}),
  };
}

/**
 * @param {[string, BlockType]} entry
 * @param {readonly string[]} path
 * @returns {Entry}
 */
function blockEntry([name, { nesting_mode, block, min_items, max_items }], path) {
  const kinds = [
    `Block ${modeName(nesting_mode)}`.trim(),
    min_items ? `Min: ${min_items}` : "",
    max_items ? `Max: ${max_items}` : "",
    block.deprecated ? "Deprecated" : "",
  ];
  return {
    name,
    group: min_items ? "required" : "optional",
    kind: kinds.filter((kind) => kind !== "").join(", "),
    description: block.description ?? "",
    nested: { anchor: ["nestedblock", ...path, name].join("--"), block },
  };
}

/**
 * The members of an attribute that has some.
 * @param {Attribute} attribute
 * @returns {Block | undefined}
 */
function nestedAttributes({ nested_type, type }) {
  if (nested_type) return { attributes: nested_type.attributes };
  let element = type;
  while (Array.isArray(element) && element[0] !== "object") element = element[1];
  if (!Array.isArray(element)) return undefined;
  /** @type {Record<string, CtyType>} */
  const members = element[1];
  return {
    attributes: Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, { type: member, computed: true }]),
    ),
  };
}

/** @param {string} mode */
function modeName(mode) {
  return mode === "single" || mode === "group" ? "" : `${mode.slice(0, 1).toUpperCase()}${mode.slice(1)}`;
}
