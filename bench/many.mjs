// A plan over a thousand images.
import { emptyPlan, listImages } from "./listed-images.mjs";
import { interleave } from "./rounds.mjs";

const count = 1000;

/** The images are the instances of one resource; for comparison, of so many. */
const spreadOver = 50;

/** The ways in which it is planned: how many resources terraform handles at a time, and how long the service takes for an answer. */
const ways = [
  { parallelism: 10, latencyMs: 0, budgetRatio: 2.6 },
  { parallelism: 100, latencyMs: 0, budgetRatio: undefined },
  { parallelism: 10, latencyMs: 50, budgetRatio: 3.0 },
  { parallelism: 100, latencyMs: 50, budgetRatio: undefined },
].map((way) => ({ ...way, id: `many.${way.parallelism}-${way.latencyMs}` }));

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "many.floor", name: "plan, without provider", unit: "ms" },
  ...ways.flatMap(({ id, parallelism, latencyMs, budgetRatio }) => {
    const name = `plan -parallelism=${parallelism}, ${latencyMs} ms a call`;
    /** @type {import("./group.mjs").Row[]} */
    const rows = [
      {
        id,
        name,
        unit: "ms",
        floor: "many.floor",
        ...(budgetRatio !== undefined && { budgetRatio }),
      },
      { id: `${id}.calls`, name: `${name}: API calls`, unit: "calls", budget: 20, judged: "max" },
    ];
    return rows;
  }),
  { id: "many.spread", name: `plan, as ${spreadOver} resources`, unit: "ms", floor: "many.floor" },
  { id: "many.cpu", name: "provider, processor time", unit: "ms" },
  { id: "many.terraform-cpu", name: "terraform, processor time", unit: "ms", floor: "many.floor-cpu" },
  { id: "many.floor-cpu", name: "terraform, processor time, without provider", unit: "ms" },
  { id: "many.memory", name: "provider, peak memory", unit: "MB" },
];

/** @type {import("./group.mjs").Group} */
export const many = {
  name: "many",
  title: `Plan over ${count} images`,
  notes: [
    `All ${count} images exist and are in the state; the plan refreshes each and must be empty. The floor is a plan over ${count} \`terraform_data\`. Terraform's default parallelism is 10. Latency is what the local stack adds to every call. Processor time is that of a plan, of all provider processes and of terraform itself; memory is the most that one provider process had (VmHWM).`,
    "Most of the time is terraform's own, whatever the provider does: a profile of terraform 1.11.4 (perf, with the symbols of its own table) gives it three quarters of all processor time of the plan; in a profile of the executable (`--cpu-prof`), the thread that runs the provider works for 0.8 s of 2.9 s. Both profiles are of one plan each. A sixth of terraform's time goes into copying all instances of a resource once for each of them (`states.Resource.DeepCopy`, when the graph gets its state), and a third into the management of memory, to which these copies add: hence the difference when the same images are instances of many resources. With `GOGC=400` in terraform's environment, so that it collects memory less often, a plan took 2.58 s instead of 2.92 s (medians of 12, alternately). What an object holds matters more than the way to the provider: 1000 `terraform_data`, without any provider process, whose `input` has the members of an image take 4.8 s (median of 5; their types are dynamic, which costs more than a schema).",
  ],
  async measure(workbench) {
    const { stack, project, floor } = await listImages(workbench, count);
    const spread = await listImages(workbench, count, spreadOver);
    const spreadPlan = async () => ({ "many.spread": (await emptyPlan(spread.project)).ms });
    const plans = ways.map(({ id, parallelism, latencyMs }) => async () => {
      await stack.change({ latencyMs });
      await stack.forgetRequests();
      const { ms, usage } = await emptyPlan(project, parallelism);
      const calls = (await stack.requests()).length;
      return {
        [id]: ms,
        [`${id}.calls`]: calls,
        ...(usage && usageSamples(usage)),
      };
    });
    const floorPlan = async () => {
      const { ms, usage } = await emptyPlan(floor);
      return { "many.floor": ms, ...(usage && { "many.floor-cpu": usage.ownCpuMs }) };
    };
    const contenders = [floorPlan, ...plans, spreadPlan];
    return {
      rows,
      samples: await interleave(contenders, { rounds: workbench.quick ? 1 : 6, warmUp: !workbench.quick }),
    };
  },
};

/** @param {import("./child-processes.mjs").Usage} usage of terraform */
function usageSamples({ ownCpuMs, childCpuMs, childPeakMb }) {
  return { "many.cpu": childCpuMs, "many.terraform-cpu": ownCpuMs, "many.memory": childPeakMb };
}
