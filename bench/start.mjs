// From the start of the provider's process to its handshake line.
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile } from "../scripts/lib/compile.mjs";
import { temporaryPath } from "../scripts/lib/files.mjs";
import { importTypeScript } from "../scripts/lib/import-typescript.mjs";
import { dist, executable, executableSuffix, nodeBundle } from "../scripts/lib/project.mjs";
import { timeToEnd, timeToHandshake } from "./process-start.mjs";
import { interleave } from "./rounds.mjs";

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "start.nothing", name: "/bin/true", unit: "ms" },
  { id: "start.empty", name: "smallest executable of the same bun", unit: "ms" },
  { id: "start.empty-node", name: "node -e 0", unit: "ms" },
  {
    id: "start.executable",
    name: "executable, to handshake",
    unit: "ms",
    floor: "start.empty",
    budgetRatio: 1.1,
  },
  {
    id: "start.schema",
    name: "executable, to the first schema, over TLS",
    unit: "ms",
    floor: "start.empty",
    budgetRatio: 1.4,
  },
  { id: "start.bundle", name: "Node bundle, to handshake", unit: "ms", floor: "start.empty-node" },
  { id: "start.memory", name: "executable, memory at handshake", unit: "MB" },
  { id: "start.memory-own", name: "executable, of this not from its file", unit: "MB" },
  { id: "start.memory-schema", name: "executable, memory after the schema", unit: "MB", budget: 42 },
  { id: "start.memory-bundle", name: "Node bundle, memory at handshake", unit: "MB" },
];

/** @type {import("./group.mjs").Group} */
export const start = {
  name: "start",
  title: "Start of the provider",
  notes: [
    "A host starts the provider three to five times for one command. Time runs from before the process is created until the handshake line, or the answer to GetProviderSchema over TLS, has arrived. The floor of the executable is a program that writes one character and ends, compiled by the same bun. The floor of the Node bundle is `node -e 0`; it is three times as slow where `NODE_EXTRA_CA_CERTS` is set.",
    "Memory is resident memory (VmRSS) at the moment of the handshake line, and again after the schema. Most of it is pages of the executable's file, which all its processes share, and of which the system maps more or fewer at a time, depending on how it has cached the file (the same executable was measured with 36.9 MB and, another time, with 43.7 MB); what is not from files (RssAnon) belongs to the process alone.",
  ],
  async measure({ folder, quick }) {
    const empty = await compileEmptyProgram();
    /** @type {import("./rounds.mjs").Contender[]} */
    const contenders = [
      async () => ({ "start.empty": await timeToEnd(empty) }),
      async () => ({ "start.empty-node": await timeToEnd(process.execPath, ["-e", "0"]) }),
      async () => {
        const { ms, memoryMb, ownMemoryMb } = await timeToHandshake(executable, folder);
        return {
          "start.executable": ms,
          ...(memoryMb && { "start.memory": memoryMb }),
          ...(ownMemoryMb && { "start.memory-own": ownMemoryMb }),
        };
      },
    ];
    if (process.platform !== "win32") {
      contenders.push(
        async () => ({ "start.nothing": await timeToEnd("/bin/true") }),
        async () => {
          const { ms, memoryMb } = await timeToHandshake(nodeBundle, folder);
          return { "start.bundle": ms, ...(memoryMb && { "start.memory-bundle": memoryMb }) };
        },
      );
    }
    /** @type {typeof import("./first-schema.ts")} */
    const { measureFirstSchema } = await importTypeScript("bench/first-schema.ts");
    contenders.push(async () => {
      const { ms, memoryMb } = await measureFirstSchema(executable, folder);
      return { "start.schema": ms, ...(memoryMb && { "start.memory-schema": memoryMb }) };
    });
    return { rows, samples: await interleave(contenders, { rounds: quick ? 5 : 25 }) };
  },
};

/** The floor of every executable: the same runtime, made in the same way, that writes one character. */
async function compileEmptyProgram() {
  const file = join(dist, "bench", `empty-program${executableSuffix}`);
  mkdirSync(join(dist, "bench"), { recursive: true });
  await compile('process.stdout.write("x");', file);
  rmSync(dirname(temporaryPath("")), { recursive: true });
  return file;
}
