import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoggedRequest } from "local-stack";
import { type Fault, type StackImage, type StackOptions, TestStack } from "../support/test-stack.ts";
import { Gate, isCreate } from "./intercepting-proxy.ts";

/** How long an image is Creating, and how long it takes to be gone, in seconds. */
export interface Durations {
  readonly imageSeconds: number;
  readonly deleteSeconds: number;
}

/** Images that are there from the start, and that no scenario touches: copies are made of them. */
export const SOURCE_IMAGES = ["m-local00000000000001", "m-local00000000000002"] as const;

const QUICK: Durations = { imageSeconds: 0.3, deleteSeconds: 0.1 };

/** A stack that can be switched off and on again, and the gate before it. One world serves many scenarios, one after the other. */
export class World {
  readonly gate: Gate;
  readonly #folder: string;
  readonly #options: StackOptions;
  #stack: TestStack;
  /** Calls that the stacks before the present one got. */
  #earlier: LoggedRequest[] = [];
  #power: Promise<void> = Promise.resolve();

  private constructor(folder: string, options: StackOptions, stack: TestStack, gate: Gate) {
    this.#folder = folder;
    this.#options = { ...options, port: stack.local.port };
    this.#stack = stack;
    this.gate = gate;
  }

  /** Starts a stack that keeps what it knows in a file, on a random port. */
  static async start(): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), "chaos-stack-"));
    const options = { ...QUICK, stateFile: join(folder, "state.json") };
    const stack = await TestStack.start(options);
    return new World(folder, options, stack, await Gate.open(stack.local.endpoint));
  }

  /** The variables that send the provider through the gate. */
  get environment(): Readonly<Record<string, string>> {
    return { ...this.#stack.environment, ALIBABACLOUDSTACK_ECS_ENDPOINT: this.gate.endpoint };
  }

  /** Everything is as at the start. */
  async reset(): Promise<void> {
    this.gate.watch({});
    const response = await fetch(`${this.#stack.local.endpoint}/_local/reset`, { method: "POST" });
    if (!response.ok) throw new Error(`the stack cannot be reset: ${response.status}`);
    this.#earlier = [];
    const seeded = await this.#stack.seedImages(SOURCE_IMAGES.length);
    if (seeded.join() !== SOURCE_IMAGES.join()) throw new Error(`the stack begins with ${seeded.join()}`);
  }

  /** Images that scenarios made, whatever their status. */
  async images(): Promise<readonly StackImage[]> {
    const sources: ReadonlySet<string> = new Set(SOURCE_IMAGES);
    return (await this.#stack.images()).filter(({ ImageId }) => !sources.has(ImageId));
  }

  /** The calls for new images since the last reset, oldest first, also those to a stack that was switched off since. */
  creates(): readonly LoggedRequest[] {
    return [...this.#earlier, ...this.#stack.requests()].filter(({ action }) => isCreate(action));
  }

  /** Breaks calls from now on, and changes how long images take. */
  async misbehave(faults: readonly Fault[], { imageSeconds, deleteSeconds }: Durations): Promise<void> {
    await this.#stack.breakRequests(...faults);
    await this.#stack.setDurations({ imageSeconds, deleteSeconds });
  }

  /** Behaves from now on; what images were waiting for is over. */
  async behave(): Promise<void> {
    await this.#power;
    this.gate.watch({});
    await this.misbehave([], QUICK);
    this.#stack.advance(60_000);
  }

  /** Lets the creation of an image fail, if it is still going on. */
  async failCreation(imageId: string): Promise<void> {
    const image = (await this.images()).find(({ ImageId }) => ImageId === imageId);
    if (image?.Status !== "Creating") return;
    await this.#stack.changeImage(imageId, { Status: "CreateFailed", Progress: "42%" });
  }

  /** Switches the stack off, so that connections are refused, and on again after a while with all it knew. */
  outage(milliseconds: number): Promise<void> {
    this.#power = this.#power.then(async () => {
      await this.gate.shut();
      await this.#stack.close();
      this.#earlier.push(...this.#stack.requests());
      await sleep(milliseconds);
      this.#stack = await TestStack.start(this.#options);
      await this.gate.reopen();
    });
    return this.#power;
  }

  /** How many images scenarios made since the last reset. Makes one more. */
  async countImagesEverMade(): Promise<number> {
    const [next = ""] = await this.#stack.seedImages(1);
    return Number(/\d+$/.exec(next)?.[0]) - 1 - SOURCE_IMAGES.length;
  }

  async close(): Promise<void> {
    await this.#power;
    await this.gate.shut();
    await this.#stack.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
