import { type EcsClient, isIncorrectInstanceStatus } from "ecs-client";
import { logger } from "terraform-plugin";

/** Statuses that an instance leaves by itself. */
const PASSING: ReadonlySet<string | null> = new Set(["Pending", "Starting", "Stopping"]);

/**
 * Statuses that CreateImage accepts. A refusal in spite of them may come from a part of the service that does not know the new status yet.
 */
const ACCEPTED: ReadonlySet<string | null> = new Set(["Running", "Stopped"]);

/** How long a refusal may contradict the reported status. After that it is final. */
const CONTRADICTION_MS = 10_000;

/** Watches the source instance of a new image while the service refuses it because of its status. */
export interface InstanceWatch {
  /** Whether CreateImage was refused because of a status of the instance that changes by itself. */
  isTemporary(refusal: unknown, signal: AbortSignal): Promise<boolean>;
  /** What to do about the refusal; says the last known status. */
  advice(): string;
}

/** The watch of one instance; `now` is a clock that only goes forward, in milliseconds. */
export function watchInstance(
  instanceId: string,
  ecs: EcsClient,
  now: () => number = () => performance.now(),
): InstanceWatch {
  let status: string | null | undefined;
  let acceptedSinceMs: number | undefined;
  const log = logger("image");
  return {
    async isTemporary(refusal, signal) {
      if (!isIncorrectInstanceStatus(refusal)) return false;
      // It passes only if somebody restarts the instance.
      if (refusal.code === "IncorrectInstanceStatus.NeedRestart") return false;
      const seen = await statusOf(instanceId, ecs, signal);
      if (seen !== status) {
        log.warn("the image cannot be created while the instance has this status", {
          instance_id: instanceId,
          status: seen,
        });
      }
      status = seen;
      if (status === null || PASSING.has(status)) return true;
      if (!ACCEPTED.has(status)) return false;
      acceptedSinceMs ??= now();
      return now() - acceptedSinceMs < CONTRADICTION_MS;
    },
    advice() {
      const seen = status ? ` The status of the instance ${instanceId} is ${status}.` : "";
      return `An image can be created from an instance that is Running or Stopped.${seen} Start or stop the instance, wait until it is done, and apply again.`;
    },
  };
}

/** The status of an instance; null when the service does not report. */
async function statusOf(instanceId: string, ecs: EcsClient, signal: AbortSignal): Promise<string | null> {
  try {
    const page = await ecs.describeInstances({ instanceIds: [instanceId] }, {}, signal);
    return page.items.find((each) => each.instanceId === instanceId)?.status ?? null;
  } catch (error) {
    logger("image").debug("cannot read the status of the instance", {
      instance_id: instanceId,
      reason: error instanceof Error ? error.message : String(error),
    });
    return null;
  }
}
