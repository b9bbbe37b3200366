// How large the files are that users download and terraform starts.
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { executable, nodeBundle } from "../scripts/lib/project.mjs";

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "sizes.executable", name: "executable", unit: "MB" },
  { id: "sizes.executable-gzip", name: "executable, compressed", unit: "MB", budget: 45 },
  { id: "sizes.bundle", name: "Node bundle", unit: "MB", budget: 1 },
  { id: "sizes.bundle-gzip", name: "Node bundle, compressed", unit: "MB" },
];

/** @type {import("./group.mjs").Group} */
export const sizes = {
  name: "sizes",
  title: "Sizes",
  notes: ["Compressed with gzip at its default level, as in a release's archive."],
  async measure() {
    const compress = promisify(gzip);
    /** @type {import("./group.mjs").Samples} */
    const samples = {};
    for (const [id, file] of Object.entries({ "sizes.executable": executable, "sizes.bundle": nodeBundle })) {
      const bytes = readFileSync(file);
      samples[id] = [bytes.length / 1e6];
      samples[`${id}-gzip`] = [(await compress(bytes)).length / 1e6];
    }
    return { rows, samples };
  },
};
