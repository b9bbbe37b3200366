import { ClientTokens } from "./client-tokens.ts";
import { StackClock } from "./clock.ts";
import type { Disk } from "./disk.ts";
import { Ids } from "./ids.ts";
import type { Image } from "./image.ts";
import type { Instance } from "./instance.ts";
import { type Region, regionsOf } from "./regions.ts";
import { settleImage, settleInstance, settleSnapshot } from "./settle.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Period } from "./time.ts";

/** How long things take, in milliseconds. A change counts for what starts after it. */
export interface Durations {
  /** Making an image or a snapshot; an instance takes as long to come up and half as long to start or stop. */
  readonly imageMs: number;
  /** From an accepted DeleteImage to the image being gone. */
  readonly deleteMs: number;
}

/** Everything a stack has: its resources, its clock and its memory of client tokens. */
export class Stack {
  readonly clock: StackClock;
  readonly regions: readonly Region[];
  /** The account that owns whatever is made. */
  readonly accountId = 1000000000000001;
  durations: Durations;

  readonly images = new Map<string, Image>();
  readonly snapshots = new Map<string, Snapshot>();
  readonly instances = new Map<string, Instance>();
  readonly disks = new Map<string, Disk>();
  readonly ids = new Ids();
  readonly tokens = new ClientTokens();
  /** What will change by itself as time goes by; nothing else has to be looked at when it does. */
  readonly moving = {
    images: new Set<Image>(),
    snapshots: new Set<Snapshot>(),
    instances: new Set<Instance>(),
  };

  /** `regionId` is the first of the stack's regions, the one it is seeded in. */
  constructor(regionId: string, durations: Durations, clock = new StackClock()) {
    this.regions = regionsOf(regionId);
    this.durations = durations;
    this.clock = clock;
  }

  /** The region that seeds go to. */
  get mainRegionId(): string {
    return this.regions[0]?.regionId ?? "";
  }

  /** The time from now until something of that length is done. */
  periodFromNow(lengthMs: number): Period {
    const startMs = this.clock.nowMs();
    return { startMs, endMs: startMs + lengthMs };
  }

  /** Brings everything that changes by itself up to the present. To be called before anything is looked at. */
  settle(): void {
    const nowMs = this.clock.nowMs();
    const { images, snapshots, instances } = this.moving;
    for (const snapshot of snapshots) if (!settleSnapshot(snapshot, nowMs)) snapshots.delete(snapshot);
    for (const instance of instances) if (!settleInstance(instance, nowMs)) instances.delete(instance);
    for (const image of images) if (!settleImage(this, image, nowMs)) images.delete(image);
  }

  /** The image of that ID in the region, whoever owns it; undefined when there is none. */
  imageIn(regionId: string, imageId: string): Image | undefined {
    const image = this.images.get(imageId);
    return image?.regionId === regionId ? image : undefined;
  }

  /** The image of that ID in the region if it belongs to the account, so that it can be changed. */
  ownImageIn(regionId: string, imageId: string): Image | undefined {
    const image = this.imageIn(regionId, imageId);
    return image?.fields.ImageOwnerAlias === "self" ? image : undefined;
  }

  /** The disks attached to an instance, in the order of their devices. */
  disksOf(instanceId: string): Disk[] {
    return [...this.disks.values()]
      .filter((disk) => disk.fields.InstanceId === instanceId)
      .sort((left, right) => (left.fields.Device < right.fields.Device ? -1 : 1));
  }

  /** The IDs of all images that some instance was made from. */
  imageIdsInUse(): Set<string> {
    return new Set([...this.instances.values()].map((instance) => instance.fields.ImageId));
  }

  /** The IDs of all snapshots that some image holds. */
  snapshotIdsOfImages(): Set<string> {
    const ids = new Set<string>();
    for (const image of this.images.values()) {
      for (const mapping of image.fields.DiskDeviceMappings.DiskDeviceMapping) ids.add(mapping.SnapshotId);
    }
    return ids;
  }

  /** The IDs of all snapshots that some disk was made from. */
  snapshotIdsOfDisks(): Set<string> {
    return new Set([...this.disks.values()].map((disk) => disk.fields.SourceSnapshotId));
  }
}
