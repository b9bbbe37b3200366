// What a plan costs as the number of images grows.
import { emptyPlan, listImages } from "./listed-images.mjs";
import { interleave } from "./rounds.mjs";

/** The numbers of images that are planned. */
export const sizes = [1, 10, 100, 1000, 3000];

/** A quick run stops here. */
const mostInQuickRun = 1000;

/**
 * The IDs of what is measured for a number of images.
 * @param {number} images
 */
export function growthIds(images) {
  return {
    time: `growth.${images}`,
    floor: `growth.${images}.floor`,
    calls: `growth.${images}.calls`,
    cpu: `growth.${images}.cpu`,
    memory: `growth.${images}.memory`,
  };
}

/** @type {readonly import("./group.mjs").Row[]} */
const rows = sizes.flatMap((images) => {
  const ids = growthIds(images);
  const name = `${images} ${images === 1 ? "image" : "images"}`;
  /** @type {import("./group.mjs").Row[]} */
  const rows = [
    { id: ids.floor, name: `plan over ${name}, without provider`, unit: "ms" },
    { id: ids.time, name: `plan over ${name}`, unit: "ms", floor: ids.floor },
    { id: ids.calls, name: `plan over ${name}: API calls`, unit: "calls" },
    { id: ids.cpu, name: `plan over ${name}: processor time of the provider`, unit: "ms" },
    { id: ids.memory, name: `plan over ${name}: peak memory of the provider`, unit: "MB" },
  ];
  return rows;
});

/** @type {import("./group.mjs").Group} */
export const growth = {
  name: "growth",
  title: "Cost as the number of images grows",
  notes: [
    "A plan that refreshes all images and finds no changes, with terraform's default parallelism and a stack that answers at once. The floor is a plan over as many `terraform_data`. Processor time of the provider is that of all its processes in a plan, memory the most that one of them had.",
  ],
  async measure(workbench) {
    /** @type {import("./rounds.mjs").Contender[]} */
    const contenders = [];
    for (const images of sizes) {
      if (workbench.quick && images > mostInQuickRun) continue;
      const ids = growthIds(images);
      const { stack, project, floor } = await listImages(workbench, images);
      contenders.push(
        async () => ({ [ids.floor]: (await emptyPlan(floor)).ms }),
        async () => {
          await stack.forgetRequests();
          const { ms, usage } = await emptyPlan(project);
          const calls = (await stack.requests()).length;
          const ofProvider = usage && { [ids.cpu]: usage.childCpuMs, [ids.memory]: usage.childPeakMb };
          return { [ids.time]: ms, [ids.calls]: calls, ...ofProvider };
        },
      );
    }
    return {
      rows,
      samples: await interleave(contenders, { rounds: workbench.quick ? 1 : 4, warmUp: !workbench.quick }),
    };
  },
};
