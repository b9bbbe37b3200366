import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoggedRequest } from "local-stack";
import { type Fault, type StackImage, type StackOptions, TestStack } from "../support/test-stack.ts";
import { createsImage, InterceptingProxy } from "./intercepting-proxy.ts";

/** How long an image is Creating, and how long it takes to be gone, in seconds. */
export interface Durations {
  readonly imageSeconds: number;
  readonly deleteSeconds: number;
}

/** Images that exist from the start and that scenarios copy but never change. */
export const SOURCE_IMAGES = ["m-local00000000000001", "m-local00000000000002"] as const;

const QUICK: Durations = { imageSeconds: 0.3, deleteSeconds: 0.1 };

/** A stack behind a proxy, with faults and outages. It serves many scenarios, one after the other. */
export class UnreliableStack {
  readonly proxy: InterceptingProxy;
  readonly #folder: string;
  readonly #options: StackOptions;
  #stack: TestStack;
  /** Requests to the stacks before the last outage. */
  #earlierRequests: LoggedRequest[] = [];
  /** Resolves when the last outage is over. */
  #outageOver: Promise<void> = Promise.resolve();

  private constructor(folder: string, options: StackOptions, stack: TestStack, proxy: InterceptingProxy) {
    this.#folder = folder;
    this.#options = { ...options, port: stack.local.port };
    this.#stack = stack;
    this.proxy = proxy;
  }

  /** Starts a stack on a free port. It keeps its objects in a file, so that they outlast an outage. */
  static async start(): Promise<UnreliableStack> {
    const folder = mkdtempSync(join(tmpdir(), "chaos-stack-"));
    const options = { ...QUICK, stateFile: join(folder, "state.json") };
    const stack = await TestStack.start(options);
    return new UnreliableStack(folder, options, stack, await InterceptingProxy.start(stack.local.endpoint));
  }

  /** The environment variables that point the provider at the proxy. */
  get environment(): Readonly<Record<string, string>> {
    return { ...this.#stack.environment, ALIBABACLOUDSTACK_ECS_ENDPOINT: this.proxy.endpoint };
  }

  /** Restores the start: the seeded objects, no faults, no requests. */
  async reset(): Promise<void> {
    this.proxy.intercept({});
    await this.#stack.reset();
    this.#earlierRequests = [];
    const seeded = await this.#stack.seedImages(SOURCE_IMAGES.length);
    if (seeded.join() !== SOURCE_IMAGES.join()) throw new Error(`the seeded images are ${seeded.join()}`);
  }

  /** The images that scenarios made, whatever their status. */
  async images(): Promise<readonly StackImage[]> {
    const sources: ReadonlySet<string> = new Set(SOURCE_IMAGES);
    return (await this.#stack.images()).filter(({ ImageId }) => !sources.has(ImageId));
  }

  /** The CreateImage and CopyImage requests since the last reset, oldest first, including those before an outage. */
  createRequests(): readonly LoggedRequest[] {
    return [...this.#earlierRequests, ...this.#stack.requests()].filter(({ action }) => createsImage(action));
  }

  /** Replaces the rules for faults, and sets how long images take. */
  async injectFaults(faults: readonly Fault[], { imageSeconds, deleteSeconds }: Durations): Promise<void> {
    await this.#stack.breakRequests(...faults);
    await this.#stack.setDurations({ imageSeconds, deleteSeconds });
  }

  /** Waits for the end of an outage, removes all faults, and completes what is in progress. */
  async clearFaults(): Promise<void> {
    await this.#outageOver;
    this.proxy.intercept({});
    await this.injectFaults([], QUICK);
    this.#stack.advance(60_000);
  }

  /** Makes the creation of an image fail, if it is still in progress. */
  async failCreation(imageId: string): Promise<void> {
    const image = (await this.images()).find(({ ImageId }) => ImageId === imageId);
    if (image?.Status !== "Creating") return;
    await this.#stack.changeImage(imageId, { Status: "CreateFailed", Progress: "42%" });
  }

  /** Refuses connections for some time. The stack restarts with the objects it had. */
  outage(durationMs: number): Promise<void> {
    this.#outageOver = this.#outageOver.then(async () => {
      await this.proxy.stop();
      await this.#stack.close();
      this.#earlierRequests.push(...this.#stack.requests());
      await sleep(durationMs);
      this.#stack = await TestStack.start(this.#options);
      await this.proxy.restart();
    });
    return this.#outageOver;
  }

  /** Counts the images that scenarios made since the last reset, by the number in the ID of one more. */
  async countImagesEverMade(): Promise<number> {
    const [next = ""] = await this.#stack.seedImages(1);
    return Number(/\d+$/.exec(next)?.[0]) - 1 - SOURCE_IMAGES.length;
  }

  async close(): Promise<void> {
    await this.#outageOver;
    await this.proxy.stop();
    await this.#stack.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
