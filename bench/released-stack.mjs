// The local stack itself.
import { benchLocalStack } from "./local-stack.mjs";
import { addSamples } from "./rounds.mjs";

/** @type {Record<string, import("./group.mjs").Unit>} */
const units = { ms: "ms", MB: "MB", "1/s": "calls/s", "": "calls" };

/** @type {import("./group.mjs").Group} */
export const releasedStack = {
  name: "local-stack",
  title: "The local stack",
  notes: [
    "The local stack alone, as it is released, under the load of many clients: so that its own time in the figures above can be judged.",
  ],
  async measure({ interruption }) {
    /** @type {import("./group.mjs").Samples} */
    const samples = {};
    interruption.check();
    const figures = await benchLocalStack();
    for (const { name, value } of figures) addSamples(samples, { [name]: value });
    const rows = figures.map(({ name, unit, budget }) => ({
      id: name,
      name,
      unit: units[unit] ?? "calls",
      ...(budget !== undefined && { budget }),
    }));
    return { rows, samples };
  },
};
