import { optionNames, optionTable } from "../options/option-table.ts";
import { commandFlags } from "./command-line.ts";

/** What `--help` shows. */
export function usage(): string {
  const rows = [
    ...optionNames.flatMap((name) => {
      const { flag, placeholder, summary, defaultValue, kind } = optionTable[name];
      if (flag === undefined) return [];
      const preset = kind.isFlag ? "" : ` (${defaultValue ?? "off"})`;
      return [[`--${flag} ${placeholder}`.trim(), `${summary}${preset}`]];
    }),
    ...Object.entries(commandFlags).map(([flag, row]) => [
      "short" in row ? `-${row.short}, --${flag}` : `--${flag}`,
      row.summary,
    ]),
  ];
  const width = Math.max(...rows.map(([shown = ""]) => shown.length)) + 2;
  const lines = rows.map(([shown = "", text]) => `  ${shown.padEnd(width)}${text}\n`);
  return `Usage: local-stack [options]

Serves a local Apsara Stack. The first line on stdout is a JSON object with its endpoint and keys.

${lines.join("")}`;
}
