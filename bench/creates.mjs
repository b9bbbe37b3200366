// The creation of a hundred images at once.
import { newImages } from "./configurations.mjs";
import { interleave } from "./rounds.mjs";
import { startControlledStack } from "./stack-control.mjs";
import { openProject } from "./terraform-project.mjs";

const count = 100;
const imageSeconds = 2;

/** Terraform creates `parallelism` images at a time; with 10, which is its default, the images take turns of `imageSeconds`. */
const ways = [
  { parallelism: 100, latencyMs: 0 },
  { parallelism: 100, latencyMs: 50 },
  { parallelism: 10, latencyMs: 0 },
  { parallelism: 10, latencyMs: 50 },
].map((way) => ({ ...way, id: `creates.${way.parallelism}-${way.latencyMs}` }));

/** @type {readonly import("./group.mjs").Row[]} */
const rows = ways.flatMap(({ id, parallelism, latencyMs }) => {
  const name = `apply -parallelism=${parallelism}, ${latencyMs} ms a call`;
  /** @type {import("./group.mjs").Row[]} */
  const rows = [
    { id, name, unit: "ms", floor: `${id}.waiting` },
    { id: `${id}.waiting`, name: `${name}: images are Creating for`, unit: "ms" },
    { id: `${id}.calls`, name: `${name}: API calls but CreateImage`, unit: "calls" },
  ];
  return rows;
});

/** @type {import("./group.mjs").Group} */
export const creates = {
  name: "creates",
  title: `Apply of ${count} new images`,
  notes: [
    `An image is Creating for ${imageSeconds} s in the local stack, so with a parallelism of 100 no apply is faster than ${imageSeconds} s, with 10 than ${(imageSeconds * count) / 10} s. Every create needs one CreateImage; the other calls look whether images are ready, many with one call.`,
  ],
  async measure(workbench) {
    const stack = await startControlledStack(workbench, { imageSeconds });
    const files = { "main.tf": newImages(stack.snapshotId, count) };
    const project = await openProject(workbench, { files, env: stack.env });
    const contenders = ways
      .filter(({ parallelism }) => !workbench.quick || parallelism === count)
      .map(({ id, parallelism, latencyMs }) => async () => {
        await stack.reset();
        project.forgetState();
        await stack.change({ latencyMs, imageSeconds });
        await stack.forgetRequests();
        const { ms } = await project.run("apply", "-auto-approve", `-parallelism=${parallelism}`);
        const requests = await stack.requests();
        return {
          [id]: ms,
          [`${id}.waiting`]: (count / parallelism) * imageSeconds * 1000,
          [`${id}.calls`]: requests.filter(({ action }) => action !== "CreateImage").length,
        };
      });
    return {
      rows,
      samples: await interleave(contenders, { rounds: workbench.quick ? 1 : 3, warmUp: false }),
    };
  },
};
