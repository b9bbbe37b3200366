import { ClientTokens } from "./client-tokens.ts";
import { StackClock } from "./clock.ts";
import { Copies } from "./copy-queue.ts";
import type { TemporaryCredential } from "./credentials.ts";
import type { Disk, DiskFields } from "./disk.ts";
import { Ids } from "./ids.ts";
import type { Image, ImageFields } from "./image.ts";
import type { Instance, InstanceFields } from "./instance.ts";
import type { Quotas } from "./quotas.ts";
import { type Region, regionsOf } from "./regions.ts";
import { ResourceIndex } from "./resource-index.ts";
import { type ReadTime, Resources } from "./resources.ts";
import { Schedule } from "./schedule.ts";
import type { Snapshot, SnapshotFields } from "./snapshot.ts";
import type { Task, TaskFields } from "./task.ts";
import { isoSeconds, type Period } from "./time.ts";

/** How long things take, in milliseconds. A change counts for what starts after it. */
export interface Durations {
  /**
   * Creating, copying, importing or exporting an image, or creating a snapshot. A new instance takes as long until it
   * runs, and half as long to start or stop.
   */
  readonly imageMs: number;
  /** From an accepted DeleteImage to the image being gone. */
  readonly deleteMs: number;
}

/** The resources, the clock and the client tokens of a stack. */
export class Stack {
  readonly clock: StackClock;
  readonly regions: readonly Region[];
  /** The account that owns every new resource. */
  readonly accountId = 1000000000000001;
  durations: Durations;
  /** Without limits until somebody sets them. */
  quotas: Quotas = {
    imagesPerRegion: Number.POSITIVE_INFINITY,
    snapshotsPerDisk: Number.POSITIVE_INFINITY,
    concurrentSnapshotsPerDisk: Number.POSITIVE_INFINITY,
  };
  /** How long it takes until a query sees a change, in milliseconds of the stack's clock; 0: at once. */
  consistencyLagMs = 0;

  readonly ids = new Ids();
  readonly tokens = new ClientTokens();
  /** The temporary keys that were issued, by access key ID. */
  readonly credentials = new Map<string, TemporaryCredential>();
  /** The changes that are due at a later time. */
  readonly schedule = new Schedule();
  readonly copies = new Copies();

  readonly #imagesByName = new ResourceIndex<Image>(({ regionId, fields }) => [
    `${regionId} ${fields.ImageName}`,
  ]);
  readonly #imagesByFamily = new ResourceIndex<Image>(({ regionId, fields }) =>
    fields.ImageFamily === "" ? [] : [`${regionId} ${fields.ImageFamily}`],
  );
  readonly #imagesBySnapshot = new ResourceIndex<Image>(({ fields }) => [
    ...new Set(fields.DiskDeviceMappings.DiskDeviceMapping.map((mapping) => mapping.SnapshotId)),
  ]);
  readonly #ownImagesByRegion = new ResourceIndex<Image>(({ regionId, fields }) =>
    fields.ImageOwnerAlias === "self" ? [regionId] : [],
  );
  readonly #snapshotsByDisk = new ResourceIndex<Snapshot>(({ fields }) => [fields.SourceDiskId]);
  readonly #unfinishedByDisk = new ResourceIndex<Snapshot>(({ fields }) =>
    fields.Status === "progressing" ? [fields.SourceDiskId] : [],
  );
  readonly #instancesByImage = new ResourceIndex<Instance>(({ fields }) => [fields.ImageId]);
  readonly #disksByInstance = new ResourceIndex<Disk>(({ fields }) => [fields.InstanceId]);
  readonly #disksBySnapshot = new ResourceIndex<Disk>(({ fields }) => [fields.SourceSnapshotId]);
  readonly #runningTasksByImage = new ResourceIndex<Task>(({ fields }) =>
    fields.TaskStatus === "Processing" ? [fields.ResourceId] : [],
  );

  readonly images: Resources<ImageFields, Image>;
  readonly snapshots: Resources<SnapshotFields, Snapshot>;
  readonly instances: Resources<InstanceFields, Instance>;
  readonly disks: Resources<DiskFields, Disk>;
  readonly tasks: Resources<TaskFields, Task>;

  /** `regionId` is the first of the stack's two regions. */
  constructor(regionId: string, durations: Durations, clock = new StackClock()) {
    this.regions = regionsOf(regionId);
    this.durations = durations;
    this.clock = clock;
    const lagMs = () => this.consistencyLagMs;
    const time: ReadTime = {
      nowMs: () => clock.nowMs(),
      get lagMs() {
        return lagMs();
      },
    };
    this.images = new Resources(time, [
      this.#imagesByName,
      this.#imagesByFamily,
      this.#imagesBySnapshot,
      this.#ownImagesByRegion,
    ]);
    this.snapshots = new Resources(time, [this.#snapshotsByDisk, this.#unfinishedByDisk]);
    this.instances = new Resources(time, [this.#instancesByImage]);
    this.disks = new Resources(time, [this.#disksByInstance, this.#disksBySnapshot]);
    this.tasks = new Resources(time, [this.#runningTasksByImage]);
  }

  /** The first region, the one that `POST /_local/seed` adds to. */
  get mainRegionId(): string {
    return this.regions[0]?.regionId ?? "";
  }

  /** The stack's time as `yyyy-MM-ddTHH:mm:ssZ`. */
  now(): string {
    return isoSeconds(this.clock.nowMs());
  }

  /** The period that begins now and takes that many milliseconds. */
  periodFromNow(lengthMs: number): Period {
    const startMs = this.clock.nowMs();
    return { startMs, endMs: startMs + lengthMs };
  }

  /** Applies every change that is due by now. Call it before you read or change anything. */
  processDueEvents(): void {
    this.schedule.runUntil(this.clock.nowMs());
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

  /** The images of that name in the region, whoever owns them. */
  imagesNamed(regionId: string, name: string): ReadonlySet<Image> {
    return this.#imagesByName.get(`${regionId} ${name}`);
  }

  /** How many images the account has in the region. */
  ownImageCount(regionId: string): number {
    return this.#ownImagesByRegion.get(regionId).size;
  }

  /** The Available image of the family that was made last; undefined when there is none. */
  newestOfFamily(regionId: string, family: string): Image | undefined {
    return [...this.#imagesByFamily.get(`${regionId} ${family}`)]
      .filter((image) => image.fields.Status === "Available")
      .reduce<Image | undefined>(
        (newest, image) => (newest === undefined || image.sequence > newest.sequence ? image : newest),
        undefined,
      );
  }

  /** The disks attached to an instance, in the order of their devices. */
  disksOf(instanceId: string): Disk[] {
    return [...this.#disksByInstance.get(instanceId)].sort((left, right) =>
      left.fields.Device < right.fields.Device ? -1 : 1,
    );
  }

  /** How many snapshots the disk has, and how many of them are progressing. */
  snapshotCounts(diskId: string): { readonly all: number; readonly unfinished: number } {
    return {
      all: this.#snapshotsByDisk.get(diskId).size,
      unfinished: this.#unfinishedByDisk.get(diskId).size,
    };
  }

  /** Whether some instance was made from the image. */
  isImageInUse(imageId: string): boolean {
    return this.#instancesByImage.get(imageId).size > 0;
  }

  /** Whether some image holds the snapshot. */
  isSnapshotOfImage(snapshotId: string): boolean {
    return this.#imagesBySnapshot.get(snapshotId).size > 0;
  }

  /** Whether some disk was made from the snapshot. */
  isSnapshotOfDisk(snapshotId: string): boolean {
    return this.#disksBySnapshot.get(snapshotId).size > 0;
  }

  /** Whether a running task exports the image. */
  isBeingExported(imageId: string): boolean {
    for (const { fields } of this.#runningTasksByImage.get(imageId)) {
      if (fields.TaskAction === "ExportImage") return true;
    }
    return false;
  }
}
