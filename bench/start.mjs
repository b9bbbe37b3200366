// From the start of the provider's process to its handshake line.
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile } from "../scripts/lib/compile.mjs";
import { temporaryPath } from "../scripts/lib/files.mjs";
import { dist, executable, executableSuffix, nodeBundle } from "../scripts/lib/project.mjs";
import { canMeasureUsage } from "./child-processes.mjs";
import { timeToEnd, timeToHandshake } from "./process-start.mjs";
import { interleave } from "./rounds.mjs";

/** After the handshake line the provider loads the rest; by then it has. */
const settleMs = 300;

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "start.nothing", name: "/bin/true", unit: "ms" },
  { id: "start.empty", name: "empty program, compiled by the same bun", unit: "ms" },
  { id: "start.empty-node", name: "node -e 0", unit: "ms" },
  {
    id: "start.executable",
    name: "executable, to handshake",
    unit: "ms",
    floor: "start.empty",
    budget: 60,
  },
  { id: "start.bundle", name: "Node bundle, to handshake", unit: "ms", floor: "start.empty-node" },
  { id: "start.memory", name: "executable, memory at handshake", unit: "MB", budget: 44 },
  { id: "start.memory-own", name: "executable, of this not from its file", unit: "MB" },
  { id: "start.memory-loaded", name: "executable, memory when loaded", unit: "MB" },
  { id: "start.memory-bundle", name: "Node bundle, memory at handshake", unit: "MB" },
];

/** @type {import("./group.mjs").Group} */
export const start = {
  name: "start",
  title: "Start of the provider",
  notes: [
    "A host starts the provider three to five times for one command. Time runs from before the process is created until the handshake line has arrived; floors are empty programs, from start to end.",
    "Memory is resident memory (VmRSS) at the moment of the handshake line, and again when everything has been loaded. Most of it is pages of the executable's file, which all its processes share, and of which the system maps more or fewer at a time, depending on how it has cached the file (the same executable was measured with 36.9 MB and, another time, with 43.7 MB); what is not from files (RssAnon) belongs to the process alone.",
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
    if (canMeasureUsage) {
      contenders.push(async () => {
        const { memoryMb = 0 } = await timeToHandshake(executable, folder, settleMs);
        return { "start.memory-loaded": memoryMb };
      });
    }
    return { rows, samples: await interleave(contenders, { rounds: quick ? 5 : 25 }) };
  },
};

/** The floor of every executable: the same runtime, made in the same way, with nothing to do. */
async function compileEmptyProgram() {
  const file = join(dist, "bench", `empty-program${executableSuffix}`);
  mkdirSync(join(dist, "bench"), { recursive: true });
  await compile("void 0;", file);
  rmSync(dirname(temporaryPath("")), { recursive: true });
  return file;
}
