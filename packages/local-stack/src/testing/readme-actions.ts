import type { Action } from "../actions/define-action.ts";
import { actions } from "../actions/table.ts";

/** The products whose actions the stack has, by the version that tells them apart. */
const PRODUCTS: Readonly<Record<string, string>> = {
  "2014-05-26": "ECS",
  "2015-04-01": "STS",
  "2019-05-10": "ascm",
};

const BEGIN = "<!-- actions: begin -->";
const END = "<!-- actions: end -->";

/** The README with its list of actions as the table of actions has them. Throws when it has no place for the list. */
export function withActions(readme: string): string {
  const [before, after] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`The README has no ${BEGIN} … ${END}.`);
  return `${readme.slice(0, before)}${BEGIN}\n\n${actionList()}\n${readme.slice(after)}`;
}

function actionList(): string {
  const versions = [...new Set(actions.map((action) => action.version))];
  return versions
    .map((version) => {
      const rows = actions.filter((action) => action.version === version).map(row);
      const head = `| ${PRODUCTS[version] ?? ""} ${version} | parameters; those in bold are required |\n| --- | --- |\n`;
      return `${head}${rows.join("")}`;
    })
    .join("\n");
}

function row({ name, parameters }: Action): string {
  const names = Object.entries(parameters).map(([parameter, { required }]) =>
    required ? `**${parameter}**` : parameter,
  );
  return `| ${name} | ${names.join(", ")} |\n`;
}
