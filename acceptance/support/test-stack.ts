import RpcClient from "@alicloud/pop-core";
import { type FaultRule, type LocalStack, type LoggedRequest, startLocalStack } from "local-stack";

/** The seeded instances and snapshots. */
export const RUNNING_INSTANCE = "i-local00000000000001";
export const STOPPED_INSTANCE = "i-local00000000000002";
export const SYSTEM_SNAPSHOT = "s-local00000000000001";
export const DATA_SNAPSHOT = "s-local00000000000002";

/** The region of a stack, unless an option sets another one. */
export const HOME_REGION = "cn-local-env01-d01";

/** The region beside it. */
export const NEIGHBOUR_REGION = "cn-local-env02-d01";

/** The options of a stack. */
export type StackOptions = NonNullable<Parameters<typeof startLocalStack>[0]>;

/** An image with the API's own names, as far as tests read them. */
export interface StackImage {
  readonly ImageId: string;
  readonly ImageName: string;
  readonly Description: string;
  readonly Status: string;
  readonly ImageOwnerAlias: string;
  readonly IsCopied: boolean;
  readonly CreationTime: string;
  readonly Size: number;
  readonly Tags: { readonly Tag: readonly { readonly TagKey: string; readonly TagValue: string }[] };
  readonly DiskDeviceMappings: {
    readonly DiskDeviceMapping: readonly {
      readonly Device: string;
      readonly Type: string;
      readonly Size: string;
      readonly SnapshotId: string;
    }[];
  };
}

/** A fault rule; only the fault is required. */
export type Fault = Pick<FaultRule, "fault"> & Partial<FaultRule>;

/** How long an image is Creating, and how long its deletion takes. Short, since most tests only wait for it. */
const QUICK = { imageSeconds: 0.2, deleteSeconds: 0.1 };

/** A local stack that a test reads and changes beside the provider. */
export class TestStack {
  readonly local: LocalStack;
  readonly #client: RpcClient;

  private constructor(local: LocalStack, securityToken: string | undefined) {
    this.local = local;
    this.#client = new RpcClient({
      endpoint: local.endpoint,
      apiVersion: "2014-05-26",
      accessKeyId: local.accessKeyId,
      accessKeySecret: local.accessKeySecret,
      ...(securityToken && { securityToken }),
    });
  }

  /** Starts a stack on a random port. */
  static async start(options: StackOptions = {}): Promise<TestStack> {
    return new TestStack(await startLocalStack({ ...QUICK, ...options }), options.securityToken);
  }

  /** The variables that point the provider at the stack. */
  get environment(): Readonly<Record<string, string>> {
    return {
      ALIBABACLOUDSTACK_ACCESS_KEY: this.local.accessKeyId,
      ALIBABACLOUDSTACK_SECRET_KEY: this.local.accessKeySecret,
      ALIBABACLOUDSTACK_REGION: this.local.region,
      ALIBABACLOUDSTACK_ECS_ENDPOINT: this.local.endpoint,
    };
  }

  /** The own images, whatever their status, oldest first. */
  async images(): Promise<readonly StackImage[]> {
    // The response is the stack's own; its images have at least these fields.
    const { images } = (await this.#admin("GET", "state")) as { images: readonly StackImage[] };
    return images.filter((image) => image.ImageOwnerAlias === "self");
  }

  /** The only image. Throws when there is none, or more than one. */
  async onlyImage(): Promise<StackImage> {
    const [image, ...others] = await this.images();
    if (!image || others.length > 0) throw new Error(`there are ${others.length + (image ? 1 : 0)} images`);
    return image;
  }

  /** The only image's tags. */
  async onlyTags(): Promise<Readonly<Record<string, string>>> {
    return tagsOf(await this.onlyImage());
  }

  /** The requests of an action, or of every action, oldest first, including those that a fault broke. */
  requests(action?: string): readonly LoggedRequest[] {
    return this.local.requests().filter((request) => action === undefined || request.action === action);
  }

  /** The names of the actions called, in order, without those that only read. */
  changes(): readonly (string | null)[] {
    return this.requests().flatMap(({ action }) => (/^(?:Describe|List)/.test(action ?? "") ? [] : [action]));
  }

  /** Restores the seeded objects, and removes faults and requests. */
  reset(): Promise<unknown> {
    return this.#admin("POST", "reset");
  }

  /** Forgets the requests so far. */
  forgetRequests(): Promise<unknown> {
    return this.#admin("DELETE", "requests");
  }

  /** Changes fields of an image that the API cannot change. */
  changeImage(imageId: string, fields: object): Promise<unknown> {
    return this.#admin("PUT", `images/${imageId}`, fields);
  }

  /** Removes an image at once. */
  removeImage(imageId: string): Promise<unknown> {
    return this.#admin("DELETE", `images/${imageId}`);
  }

  /** Replaces the fault rules. */
  breakRequests(...rules: readonly Fault[]): Promise<unknown> {
    return this.#admin("PUT", "faults", rules);
  }

  /** Deactivates or activates the stack's own access key. */
  setKeyActive(isActive: boolean): Promise<unknown> {
    return this.#admin("PUT", `access-keys/${this.local.accessKeyId}`, {
      Status: isActive ? "Active" : "Inactive",
    });
  }

  /** Changes how long creations and deletions take, in seconds. */
  setDurations(durations: {
    readonly imageSeconds?: number;
    readonly deleteSeconds?: number;
  }): Promise<unknown> {
    return this.#admin("PUT", "options", durations);
  }

  /** Advances the stack's clock. */
  advance(milliseconds: number): void {
    this.local.advance(milliseconds);
  }

  /** Adds Available images, and returns their IDs. */
  async seedImages(count: number): Promise<readonly string[]> {
    // As above.
    return ((await this.#admin("POST", "seed", { images: count })) as { imageIds: string[] }).imageIds;
  }

  /** Calls an action outside of Terraform, with the official client. */
  call<T = unknown>(action: string, parameters: Readonly<Record<string, string | number>>): Promise<T> {
    return this.#client.request<T>(
      action,
      { RegionId: this.local.region, ...parameters },
      { method: "POST", timeout: 10_000 },
    );
  }

  /** Creates an instance from an image; returns its ID. */
  async runInstance(imageId: string): Promise<string> {
    const { InstanceIdSets } = await this.call<{ InstanceIdSets: { InstanceIdSet: string[] } }>(
      "RunInstances",
      { ImageId: imageId, InstanceType: "ecs.n4.large" },
    );
    const [instanceId] = InstanceIdSets.InstanceIdSet;
    if (instanceId === undefined) throw new Error("RunInstances answered without an instance");
    return instanceId;
  }

  /** The disk that an instance starts from. */
  async systemDiskId(instanceId: string): Promise<string> {
    const { Disks } = await this.call<{ Disks: { Disk: { DiskId: string; Type: string }[] } }>(
      "DescribeDisks",
      {
        InstanceId: instanceId,
      },
    );
    const disk = Disks.Disk.find(({ Type }) => Type === "system");
    if (!disk) throw new Error(`${instanceId} has no system disk`);
    return disk.DiskId;
  }

  /** Cuts all connections and stops. */
  close(): Promise<void> {
    return this.local.close();
  }

  async #admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.local.endpoint}/_local/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** Tags of an image as Terraform has them. */
export function tagsOf(image: StackImage): Readonly<Record<string, string>> {
  return Object.fromEntries(image.Tags.Tag.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
}

/** Tags as the API has them. */
export function apiTags(tags: Readonly<Record<string, string>>): StackImage["Tags"] {
  return { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}
