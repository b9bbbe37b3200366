import { setTimeout as sleep } from "node:timers/promises";
import { type CallInterceptor, createsImage, type InterceptedCall } from "./intercepting-proxy.ts";
import type { Trigger } from "./scenario.ts";

interface ScheduledEvent {
  readonly trigger: Trigger;
  readonly run: () => Promise<void>;
}

/** Runs events at certain calls of a command. Each event runs once, or never when its trigger does not occur. */
export class Schedule implements CallInterceptor {
  readonly #pending: ScheduledEvent[] = [];
  readonly #ended = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #onImageCreated: (imageId: string, nth: number) => Promise<void>;

  /** `onImageCreated` is called for every image that CreateImage or CopyImage returns, before any event of that response. */
  constructor(onImageCreated: (imageId: string, nth: number) => Promise<void>) {
    this.#onImageCreated = onImageCreated;
  }

  /** Adds an event. */
  on(trigger: Trigger, run: () => Promise<void>): void {
    this.#pending.push({ trigger, run });
  }

  /** Runs the events of the command's start. */
  start(): void {
    this.#runInBackground(({ at }) => at === "start");
  }

  /** Drops the events that have not begun, and resolves once the others are over. Rejects when one of them failed. */
  async end(): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#running);
  }

  onRequest(call: InterceptedCall): void {
    this.#runInBackground((trigger) => matches(trigger, "request", call));
  }

  async onResponse(call: InterceptedCall, body: string): Promise<void> {
    const imageId = createsImage(call.action) && /"ImageId":"([^"]+)"/.exec(body)?.[1];
    if (imageId) await this.#onImageCreated(imageId, call.nth);
    const events = this.#take((trigger) => matches(trigger, "response", call));
    await Promise.all(events.map((event) => this.#run(event)));
  }

  #runInBackground(isDue: (trigger: Trigger) => boolean): void {
    // `end` rejects with the failure of an event.
    for (const event of this.#take(isDue)) this.#run(event).catch(() => {});
  }

  #take(isDue: (trigger: Trigger) => boolean): readonly ScheduledEvent[] {
    const due = this.#pending.filter(({ trigger }) => isDue(trigger));
    for (const event of due) this.#pending.splice(this.#pending.indexOf(event), 1);
    return due;
  }

  async #run({ trigger, run }: ScheduledEvent): Promise<void> {
    try {
      await sleep(trigger.delayMs, undefined, { signal: this.#ended.signal });
    } catch {
      return;
    }
    const running = run();
    this.#running.add(running);
    await running;
  }
}

function matches(trigger: Trigger, at: Trigger["at"], { action, nth }: InterceptedCall): boolean {
  return trigger.at === at && trigger.at !== "start" && trigger.action === action && trigger.nth === nth;
}
