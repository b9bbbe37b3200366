import { type DiskCalls, diskCalls } from "./api/disks.ts";
import { type ImageCopyCalls, imageCopyCalls } from "./api/image-copies.ts";
import { type ImageCalls, imageCalls } from "./api/images.ts";
import { type InstanceCalls, instanceCalls } from "./api/instances.ts";
import { type SnapshotCalls, snapshotCalls } from "./api/snapshots.ts";
import { type TagCalls, tagCalls } from "./api/tags.ts";
import { createCaller } from "./call/call.ts";
import type { EcsClientOptions } from "./call/client-options.ts";
import { resolveOptions } from "./call/resolve-options.ts";
import { type ImageLookups, imageLookups } from "./lookup/image-lookups.ts";

/**
 * A client of the ECS API, version 2014-05-26. Every call takes an AbortSignal, which is also its deadline, fails with an
 * EcsError and nothing else, and repeats by itself what is worth repeating.
 */
export interface EcsClient
  extends ImageCalls,
    ImageLookups,
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
  const images = imageCalls(caller);
  return {
    ...images,
    ...imageLookups({
      describeImages: images.describeImages,
      delayMs: resolved.lookupDelayMs,
      elapsed: resolved.runtime.elapsed,
      isSlowedDown: () => caller.isSlowedDown,
      onChange: (listener) => caller.onChange(listener),
    }),
    ...imageCopyCalls(caller),
    ...snapshotCalls(caller),
    ...instanceCalls(caller),
    ...diskCalls(caller),
    ...tagCalls(caller),
    close: () => caller.close(),
  };
}
