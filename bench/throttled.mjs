// A plan against a service that refuses calls beyond a rate.
import { emptyPlan, listImages } from "./listed-images.mjs";
import { interleave } from "./rounds.mjs";

const count = 200;
const callsPerSecond = 5;

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "throttled", name: "plan", unit: "ms", floor: "throttled.unlimited" },
  { id: "throttled.unlimited", name: "plan, without limit", unit: "ms" },
  { id: "throttled.calls", name: "API calls", unit: "calls", budget: 20, judged: "max" },
  { id: "throttled.refused", name: "of these, throttled", unit: "calls" },
  { id: "throttled.failures", name: "failed plans", unit: "failures", budget: 0, judged: "max" },
];

/** @type {import("./group.mjs").Group} */
export const throttled = {
  name: "throttled",
  title: `Plan over ${count} images, ${callsPerSecond} calls a second`,
  notes: [
    `The local stack answers \`Throttling.User\` to every call beyond ${callsPerSecond} a second. A failed plan would count as a failure.`,
  ],
  async measure(workbench) {
    const { stack, project } = await listImages(workbench, count);
    const limited = async () => {
      await stack.change({ rateLimit: callsPerSecond });
      await stack.forgetRequests();
      const plan = await emptyPlan(project).catch(() => undefined);
      const requests = await stack.requests();
      await stack.change({ rateLimit: null });
      workbench.interruption.check();
      return {
        "throttled.failures": plan === undefined ? 1 : 0,
        "throttled.calls": requests.length,
        "throttled.refused": requests.filter(({ errorCode }) => /^Throttling/.test(errorCode ?? "")).length,
        ...(plan && { throttled: plan.ms }),
      };
    };
    const unlimited = async () => ({ "throttled.unlimited": (await emptyPlan(project)).ms });
    return {
      rows,
      samples: await interleave([limited, unlimited], { rounds: workbench.quick ? 1 : 3, warmUp: false }),
    };
  },
};
