import { terraformWorkspace } from "terraform-plugin/testing";
import { image } from "../support/hcl.ts";
import { PROVIDER_SOURCE } from "../support/provider-build.ts";
import { SYSTEM_SNAPSHOT, TestStack } from "../support/test-stack.ts";

/** How many images to create, and how many calls a second the service allows. */
export interface ThrottledRun {
  readonly images: number;
  readonly rateLimit: number;
  /** Path of the provider. */
  readonly executable: string;
}

/** The time and the calls of a command. */
export interface Cost {
  readonly seconds: number;
  /** Calls that were not throttled. */
  readonly answered: number;
  readonly throttled: number;
}

/** The result of a run. */
export interface ThrottledOutcome {
  readonly apply: Cost;
  readonly plan: Cost;
  /** Images that exist after the apply. */
  readonly imageCount: number;
  readonly planIsEmpty: boolean;
  /** The highest count of throttled calls in the log of the apply. */
  readonly throttledInLog: number;
}

/**
 * Describes each rule that a run broke. An apply needs one CreateImage for each image, and status checks that many images share while
 * calls queue. A plan reads up to a hundred images with a call. A few calls are throttled until the provider has learned the limit.
 */
export function violationsOf(
  { images, rateLimit }: ThrottledRun,
  outcome: ThrottledOutcome,
): readonly string[] {
  const { apply, plan, imageCount, planIsEmpty, throttledInLog } = outcome;
  const atMost = (what: string, value: number, limit: number) =>
    value <= limit ? [] : [`${what}: ${value}, more than ${limit}`];
  return [
    ...(imageCount === images ? [] : [`${imageCount} images exist instead of ${images}`]),
    ...(planIsEmpty ? [] : ["the plan after the apply is not empty"]),
    ...(apply.seconds >= (images - rateLimit) / rateLimit ? [] : [`it took only ${apply.seconds} s`]),
    ...atMost("answered calls of the apply", apply.answered, 1.5 * images + 10),
    ...atMost("throttled calls of the apply", apply.throttled, 10 + images / 5),
    ...atMost("answered calls of the plan", plan.answered, 20 + images / 50),
    ...atMost("throttled calls of the plan", plan.throttled, 20),
    ...(apply.throttled > 0 && throttledInLog !== apply.throttled
      ? [`the log counts ${throttledInLog} throttled calls, but there were ${apply.throttled}`]
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
    const imageCount = (await stack.images()).length;
    const plan = await costOf(stack, () => terraform.isPlanEmpty());
    const logged = [...apply.result.stderr.matchAll(/throttledCount[=:"]+\s*(\d+)/g)].map(([, count]) =>
      Number(count),
    );
    return {
      apply: apply.cost,
      plan: plan.cost,
      imageCount,
      planIsEmpty: plan.result,
      throttledInLog: Math.max(0, ...logged),
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
