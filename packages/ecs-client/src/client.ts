import { createCaller } from "./call.ts";
import { type DiskCalls, diskCalls } from "./disks.ts";
import { type ImageCopyCalls, imageCopyCalls } from "./image-copies.ts";
import { type ImageCalls, imageCalls } from "./images.ts";
import { type InstanceCalls, instanceCalls } from "./instances.ts";
import { type EcsClientOptions, resolveOptions } from "./options.ts";
import { type SnapshotCalls, snapshotCalls } from "./snapshots.ts";
import { type TagCalls, tagCalls } from "./tags.ts";

/**
 * A client of the ECS API, version 2014-05-26. Every call takes an AbortSignal, which is also its deadline, fails with an
 * EcsError and nothing else, and repeats by itself what is worth repeating.
 */
export interface EcsClient
  extends ImageCalls,
    ImageCopyCalls,
    SnapshotCalls,
    InstanceCalls,
    DiskCalls,
    TagCalls {
  /** Closes idle connections and those under way as soon as they are done. A later call opens new ones. */
  close(): Promise<void>;
}

/** Makes a client; throws an EcsError of kind `configuration`. Loads and connects nothing before the first call. */
export function createEcsClient(options: EcsClientOptions): EcsClient {
  const resolved = resolveOptions(options);
  const caller = createCaller(resolved);
  return {
    ...imageCalls(caller, { delayMs: resolved.lookupDelayMs, elapsed: resolved.runtime.elapsed }),
    ...imageCopyCalls(caller),
    ...snapshotCalls(caller),
    ...instanceCalls(caller),
    ...diskCalls(caller),
    ...tagCalls(caller),
    close: () => caller.close(),
  };
}
