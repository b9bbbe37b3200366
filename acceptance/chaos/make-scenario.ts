import { Random } from "../../scripts/lib/random.mjs";
import {
  DATA_SNAPSHOT,
  type Fault,
  HOME_REGION,
  NEIGHBOUR_REGION,
  RUNNING_INSTANCE,
  STOPPED_INSTANCE,
  SYSTEM_SNAPSHOT,
} from "../support/test-stack.ts";
import {
  DISTURBANCES,
  type ImageBlock,
  type ImageResource,
  OPERATIONS,
  type Operation,
  type Scenario,
  type Trigger,
} from "./scenario.ts";
import { SOURCE_IMAGES } from "./unreliable-stack.ts";

type Actions = readonly [string, ...string[]];

/** The share of scenarios about copies. */
const SHARE_OF_COPIES = 1 / 3;

/** The calls of a create. An action that is listed twice is chosen twice as often. */
const CREATES: Readonly<Record<ImageResource, Actions>> = {
  alibabacloudstack_image: ["CreateImage", "CreateImage", "DescribeImages"],
  alibabacloudstack_image_copy: ["CopyImage", "CopyImage", "DescribeImages"],
};
/** The calls of a delete, likewise. */
const DELETES: Readonly<Record<ImageResource, Actions>> = {
  alibabacloudstack_image: ["DeleteImage", "DeleteImage", "DescribeInstances", "DescribeImages"],
  alibabacloudstack_image_copy: [
    "DeleteImage",
    "DeleteImage",
    "CancelCopyImage",
    "DescribeInstances",
    "DescribeImages",
  ],
};

/** The sources of images, as HCL. Two copies have the same source image, so that one waits for the other. */
const SOURCES: Readonly<Record<ImageResource, readonly [string, ...string[]]>> = {
  alibabacloudstack_image_copy: [
    copyOf(SOURCE_IMAGES[0], NEIGHBOUR_REGION),
    copyOf(SOURCE_IMAGES[1], NEIGHBOUR_REGION),
    copyOf(SOURCE_IMAGES[0], HOME_REGION),
  ],
  alibabacloudstack_image: [
    `instance_id = "${RUNNING_INSTANCE}"`,
    `instance_id = "${STOPPED_INSTANCE}"`,
    `snapshot_id = "${SYSTEM_SNAPSHOT}"`,
    `disk_device_mapping {\n    snapshot_id = "${SYSTEM_SNAPSHOT}"\n  }`,
    `disk_device_mapping {\n    snapshot_id = "${SYSTEM_SNAPSHOT}"\n  }\n  disk_device_mapping {\n    snapshot_id = "${DATA_SNAPSHOT}"\n    size        = 200\n  }`,
  ],
};

/** The scenario of a seed. Consecutive seeds combine every operation with every disturbance; everything else is random. */
export function makeScenario(seed: number): Scenario {
  const random = new Random(seed);
  const operation = OPERATIONS[seed % OPERATIONS.length] ?? "create";
  const disturbance = DISTURBANCES[Math.floor(seed / OPERATIONS.length) % DISTURBANCES.length] ?? "none";
  // A generator of its own, so that the other choices do not depend on this one.
  const resource: ImageResource = new Random(~seed).chance(SHARE_OF_COPIES)
    ? "alibabacloudstack_image_copy"
    : "alibabacloudstack_image";
  const labels = ["a", "b", "c"].slice(0, random.between(1, 3));
  const images = labels.map((label) =>
    anyImage(random, seed, { resource, label, createBeforeDestroy: operation === "replace-before" }),
  );
  const after = wanted(random, operation, images);
  const actions = actionsOf(operation, resource, images, after);
  const isSlow = random.chance(0.25);
  return {
    seed,
    operation,
    before: operation === "create" ? [] : images,
    after,
    faults: Array.from({ length: random.between(disturbance === "none" ? 1 : 0, 3) }, () =>
      anyFault(random, actions),
    ),
    failedCreations: operation !== "delete" && random.chance(0.15) ? [random.between(1, labels.length)] : [],
    outage: random.chance(0.15)
      ? { trigger: anyTrigger(random, actions), durationMs: random.between(100, 3000) }
      : undefined,
    disturbance,
    trigger: anyTrigger(random, actions),
    // Terraform exits soon after the first interrupt, so most of the second ones follow at once.
    secondInterruptAfterMs: random.pick([
      random.between(0, 20),
      random.between(20, 100),
      random.between(100, 1000),
    ]),
    imageSeconds: isSlow ? 3 : 0.3,
    deleteSeconds: isSlow ? 2 : 0.1,
    timeouts: isSlow && random.chance(0.6) ? { create: "1500ms", delete: "1200ms" } : undefined,
    maxRetries: random.between(0, 3),
    readTimeoutMs: random.between(500, 1500),
    parallelism: random.pick([1, 2, 10]),
  };
}

/** The calls of an operation. The most important ones are listed several times, and so chosen more often. */
function actionsOf(
  operation: Operation,
  resource: ImageResource,
  before: readonly ImageBlock[],
  after: readonly ImageBlock[],
): Actions {
  switch (operation) {
    case "create":
      return CREATES[resource];
    case "delete":
      return DELETES[resource];
    case "replace":
    case "replace-before":
      return [...CREATES[resource], ...DELETES[resource]];
    case "update": {
      const tags = after.some((image, index) => image.tags !== before[index]?.tags);
      const others = after.some(
        (image, index) =>
          image.name !== before[index]?.name || image.description !== before[index]?.description,
      );
      return [
        "DescribeImages",
        ...(tags ? ["TagResources", "UntagResources"] : []),
        ...(others ? ["ModifyImageAttribute", "ModifyImageAttribute"] : []),
      ];
    }
  }
}

function anyImage(
  random: Random,
  seed: number,
  fixed: Pick<ImageBlock, "resource" | "label" | "createBeforeDestroy">,
): ImageBlock {
  const { resource, label } = fixed;
  return {
    ...fixed,
    source: random.pick(SOURCES[resource]),
    name: `chaos-${seed}-${label}`,
    description: random.chance(0.5) ? `first description of ${label}` : undefined,
    tags: random.chance(0.6) ? { stage: "first", [label]: "kept" } : {},
  };
}

function wanted(random: Random, operation: Operation, images: readonly ImageBlock[]): readonly ImageBlock[] {
  switch (operation) {
    case "create":
      return images;
    case "update":
      return images.map((image) => updated(random, image));
    case "replace":
      return images.map((image) => ({ ...image, source: otherSource(random, image) }));
    case "replace-before":
      return images.map((image) => ({
        ...image,
        source: otherSource(random, image),
        name: `${image.name}-next`,
      }));
    case "delete":
      return images.slice(0, random.between(0, images.length - 1));
  }
}

function updated(random: Random, image: ImageBlock): ImageBlock {
  const which = random.between(1, 7);
  return {
    ...image,
    name: which & 1 ? `${image.name}-renamed` : image.name,
    description: which & 2 ? `second description of ${image.label}` : image.description,
    tags: which & 4 ? { stage: "second", added: "yes" } : image.tags,
  };
}

function copyOf(imageId: string, region: string): string {
  return `source_image_id = "${imageId}"\n  destination_region_id = "${region}"`;
}

function otherSource(random: Random, { resource, source }: ImageBlock): string {
  const others = SOURCES[resource].filter((each) => each !== source);
  return random.pick([others[0] ?? source, ...others.slice(1)]);
}

function anyFault(random: Random, actions: Actions): Fault {
  const action = random.chance(0.9) ? { action: random.pick(actions) } : {};
  // Most faults end before the provider gives up; some outlast every retry.
  const count = random.chance(0.7) ? random.between(1, 3) : random.between(4, 30);
  const where = { ...action, nth: random.between(1, 3), count };
  const fault = random.pick<Fault["fault"]>([
    "throttle",
    "error",
    "drop-before",
    "drop-after",
    "drop-after",
    "hang",
    "slow",
  ]);
  switch (fault) {
    case "throttle":
      return { ...where, fault, ms: random.between(50, 400) };
    case "error": {
      const [status, code] = random.pick([
        [500, "InternalError"],
        [503, "ServiceUnavailable"],
      ]);
      return { ...where, fault, status, code };
    }
    case "slow":
      return { ...where, fault, ms: random.between(100, 1400) };
    case "hang":
      return { ...where, fault, count: Math.min(count, 5) };
    default:
      return { ...where, fault };
  }
}

/** Most events happen in the middle of a call, where an interruption can lose an image. */
function anyTrigger(random: Random, actions: Actions): Trigger {
  const at = random.pick<Trigger["at"]>(["start", "request", "response", "response", "response"]);
  if (at === "start") return { at, delayMs: random.between(0, 2000) };
  const delayMs = random.pick([0, random.between(1, 50), random.between(50, 500)]);
  return { at, action: random.pick(actions), nth: random.pick([1, 1, 1, 2]), delayMs };
}
