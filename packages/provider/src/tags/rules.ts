import { isUnknown, key, type ValidationContext, type Validator } from "terraform-plugin";

type Tags = Readonly<Record<string, unknown>>;

/** The most tags that an object can have. */
export const MOST_TAGS = 20;
const LONGEST = 128;

/** The rules of the ECS API for tags of a resource (TagResources). Values that are not known yet are let through. */
export const tagRules: readonly Validator<Tags>[] = [
  {
    rule: `have at most ${MOST_TAGS} tags`,
    acceptsUnknown: true,
    validate(tags, { path, diagnostics }) {
      const count = Object.keys(tags).length;
      if (count <= MOST_TAGS) return;
      diagnostics.error(
        "Too many tags",
        `An object can have at most ${MOST_TAGS} tags, but there are ${count}.`,
        path,
      );
    },
  },
  {
    rule: `have keys of 1 to ${LONGEST} and values of at most ${LONGEST} characters, neither starting with "aliyun" or "acs:" nor containing "http://" or "https://"`,
    acceptsUnknown: true,
    validate(tags, context) {
      for (const [name, value] of Object.entries(tags)) validateTag(name, value, context);
    },
  },
];

function validateTag(name: string, value: unknown, { path, diagnostics }: ValidationContext): void {
  const at = [...path, key(name)];
  const shown = JSON.stringify(name.length > 40 ? `${name.slice(0, 39)}…` : name);
  for (const problem of name === "" ? ["must not be empty"] : problems(name)) {
    diagnostics.error("Invalid tag key", `The tag key ${shown} ${problem}.`, at);
  }
  if (isUnknown(value)) return;
  if (typeof value !== "string") {
    diagnostics.error(
      "Invalid tag value",
      `The value of the tag ${shown} must not be null; use "" for a tag without a value.`,
      at,
    );
    return;
  }
  for (const problem of problems(value)) {
    diagnostics.error("Invalid tag value", `The value of the tag ${shown} ${problem}.`, at);
  }
}

function problems(text: string): string[] {
  const found: string[] = [];
  const length = [...text].length;
  if (length > LONGEST) found.push(`must be at most ${LONGEST} characters long, but it has ${length}`);
  if (/^(?:aliyun|acs:)/.test(text)) found.push('must not start with "aliyun" or "acs:", which are reserved');
  if (/https?:\/\//.test(text)) found.push('must not contain "http://" or "https://"');
  return found;
}
