import { actions } from "../actions/table.ts";
import { errorTable } from "../errors/error-table.ts";
import { DELIBERATELY_ABSENT } from "./absent-fields.ts";

/** The coverage report: the parameters and errors of each action, and what its response leaves out. Markdown. */
export function coverageReport(): string {
  const parameters = actions.reduce((sum, action) => sum + Object.keys(action.parameters).length, 0);
  const errors = new Set(actions.flatMap((action) => action.errors));
  return `# What local-stack covers

Written from the table of actions by \`npx vitest run packages/local-stack/src/coverage -u\`. Errors that every action can give (signature,
time stamp, throttling, missing or malformed parameters) are left out. Fields are those of the response models in \`@alicloud/ecs20140526\`;
what is not named here is present.

${actions.length} actions, ${parameters} parameters, ${errors.size} kinds of refusals beside those of every action.

${actions.map(section).join("\n")}`;
}

function section({ name, version, parameters, errors }: (typeof actions)[number]): string {
  const required = Object.entries(parameters).flatMap(([each, { required }]) => (required ? [each] : []));
  const absent = Object.entries(DELIBERATELY_ABSENT[name] ?? {});
  return [
    `## ${name} (${version})`,
    "",
    `- Parameters: ${Object.keys(parameters).length}, required: ${required.join(", ") || "none"}`,
    `- Errors: ${[...new Set(errors.map(refusal))].join(", ") || "none of its own"}`,
    ...absent.map(([field, reason]) => `- Left out: \`${field}\`. ${reason}`),
    "",
  ].join("\n");
}

function refusal(name: keyof typeof errorTable): string {
  const [status, code] = errorTable[name];
  return `${status} ${code}`;
}
