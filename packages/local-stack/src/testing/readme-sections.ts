import type { Action } from "../actions/common/define-action.ts";
import { actions } from "../actions/table.ts";
import { adminRoutes } from "../admin/routes.ts";
import { commandFlags } from "../cli/command-line.ts";
import { optionNames, optionTable } from "../options/option-table.ts";

/** The products whose actions the stack has, by the version that tells them apart. */
const PRODUCTS: Readonly<Record<string, string>> = {
  "2014-05-26": "ECS",
  "2015-04-01": "STS",
  "2019-05-10": "ascm",
};

/** The README with the sections that come from tables of the code. Throws when it has no place for one of them. */
export function withGeneratedSections(readme: string): string {
  const sections = { options: optionSection(), "admin routes": routeSection(), actions: actionSection() };
  return Object.entries(sections).reduce((text, [name, section]) => withSection(text, name, section), readme);
}

function withSection(readme: string, name: string, section: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`The README has no ${begin} … ${end}.`);
  return `${readme.slice(0, before)}${begin}\n\n${section}\n${readme.slice(after)}`;
}

function optionSection(): string {
  const rows = optionNames.flatMap((name) => {
    const { flag, placeholder, summary, defaultValue, kind, isLive } = optionTable[name];
    if (flag === undefined) return [];
    const preset = kind.isFlag ? "off" : String(defaultValue ?? "off");
    const shown = `--${flag} ${placeholder}`.trim();
    return [`| \`${shown}\` | ${name}${isLive ? ", live" : ""} | ${summary} | \`${preset}\` |\n`];
  });
  const flags = Object.entries(commandFlags).map(
    ([flag, { summary }]) => `| \`--${flag}\` | | ${summary} | |\n`,
  );
  return `| option | in code | meaning | default |\n| --- | --- | --- | --- |\n${[...rows, ...flags].join("")}`;
}

function routeSection(): string {
  const rows = adminRoutes.map(({ method, path, body, summary }) => {
    const example = body === "" ? "" : ` \`${body}\``;
    return `| \`${method} /_local/${path}\`${example} | ${summary} |\n`;
  });
  return `| request | what it does |\n| --- | --- |\n${rows.join("")}`;
}

function actionSection(): string {
  const versions = [...new Set(actions.map((action) => action.version))];
  return versions
    .map((version) => {
      const rows = actions.filter((action) => action.version === version).map(actionRow);
      const head = `| ${PRODUCTS[version] ?? ""} ${version} | parameters; those in bold are required |\n| --- | --- |\n`;
      return `${head}${rows.join("")}`;
    })
    .join("\n");
}

function actionRow({ name, parameters }: Action): string {
  const names = Object.entries(parameters).map(([parameter, { required }]) =>
    required ? `**${parameter}**` : parameter,
  );
  return `| ${name} | ${names.join(", ")} |\n`;
}
