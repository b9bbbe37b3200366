import { terraformWorkspace } from "terraform-plugin/testing";
import { image } from "../support/hcl.ts";
import { PROVIDER_SOURCE } from "../support/provider-build.ts";
import { SYSTEM_SNAPSHOT, TestStack } from "../support/test-stack.ts";

/** How many images, against how many calls a second. */
export interface ThrottledRun {
  readonly images: number;
  readonly rateLimit: number;
  /** Path of the provider. */
  readonly executable: string;
}

/** What a command cost. */
export interface Cost {
  readonly seconds: number;
  /** Calls that the service answered with something else than throttling. */
  readonly answered: number;
  readonly throttled: number;
}

/** What came of a run. */
export interface ThrottledOutcome {
  readonly apply: Cost;
  readonly plan: Cost;
  /** Images that exist after the apply. */
  readonly made: number;
  readonly planIsEmpty: boolean;
  /** The highest count of throttled calls that the log of the apply told. */
  readonly toldInLog: number;
}

/**
 * What is wrong with a run, in words; empty when all is well. One CreateImage for each image, and looks at them, of which many images
 * share one while calls queue; a plan reads the list, a hundred a call. Refusals teach the provider the limit: a few for that.
 */
export function complaints(
  { images, rateLimit }: ThrottledRun,
  outcome: ThrottledOutcome,
): readonly string[] {
  const { apply, plan, made, planIsEmpty, toldInLog } = outcome;
  const atMost = (what: string, value: number, limit: number) =>
    value <= limit ? [] : [`${what}: ${value}, more than ${limit}`];
  return [
    ...(made === images ? [] : [`${made} images were made instead of ${images}`]),
    ...(planIsEmpty ? [] : ["the plan after the apply is not empty"]),
    ...(apply.seconds >= (images - rateLimit) / rateLimit ? [] : [`it took only ${apply.seconds} s`]),
    ...atMost("answered calls of the apply", apply.answered, 1.5 * images + 10),
    ...atMost("throttled calls of the apply", apply.throttled, 10 + images / 5),
    ...atMost("answered calls of the plan", plan.answered, 20 + images / 50),
    ...atMost("throttled calls of the plan", plan.throttled, 20),
    ...(apply.throttled > 0 && toldInLog !== apply.throttled
      ? [`the log tells of ${toldInLog} throttled calls, but there were ${apply.throttled}`]
      : []),
  ];
}

/** Applies and plans many images against a stack that throttles. Rejects when a command fails. */
export async function runThrottled({
  images,
  rateLimit,
  executable,
}: ThrottledRun): Promise<ThrottledOutcome> {
  const stack = await TestStack.start({ rateLimit });
  const terraform = await terraformWorkspace({
    providers: [{ source: PROVIDER_SOURCE, executable }],
    env: { ...stack.environment, TF_LOG: "INFO" },
    timeoutMs: 600_000,
  });
  try {
    const block = `count = ${images}\nsnapshot_id = "${SYSTEM_SNAPSHOT}"\nimage_name = "image-\${count.index}"`;
    terraform.write("main.tf", image(block));
    const apply = await costOf(stack, () => terraform.apply());
    const made = (await stack.images()).length;
    const plan = await costOf(stack, () => terraform.isPlanEmpty());
    const told = [...apply.result.stderr.matchAll(/throttledCount[=:"]+\s*(\d+)/g)].map(([, count]) =>
      Number(count),
    );
    return {
      apply: apply.cost,
      plan: plan.cost,
      made,
      planIsEmpty: plan.result,
      toldInLog: Math.max(0, ...told),
    };
  } finally {
    await terraform.close();
    await stack.close();
  }
}

async function costOf<T>(stack: TestStack, run: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
  await stack.forgetRequests();
  const startedAt = performance.now();
  const result = await run();
  const requests = stack.requests();
  const throttled = requests.filter(({ errorCode }) => errorCode?.startsWith("Throttling")).length;
  const seconds = (performance.now() - startedAt) / 1000;
  return { result, cost: { seconds, answered: requests.length - throttled, throttled } };
}
