import { setTimeout as sleep } from "node:timers/promises";
import { type GateWatcher, isCreate, type PassingCall } from "./intercepting-proxy.ts";
import type { Moment } from "./scenario.ts";

interface Event {
  readonly moment: Moment;
  readonly happen: () => Promise<void>;
}

/** What happens at which moment of a command. Each event happens once, or never when its moment does not come. */
export class Timeline implements GateWatcher {
  readonly #events: Event[] = [];
  readonly #over = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #createdImage: (imageId: string, nth: number) => Promise<void>;

  /** `createdImage` is told of every image that CreateImage or CopyImage answers with, before anybody else. */
  constructor(createdImage: (imageId: string, nth: number) => Promise<void>) {
    this.#createdImage = createdImage;
  }

  /** Plans an event. */
  plan(moment: Moment, happen: () => Promise<void>): void {
    this.#events.push({ moment, happen });
  }

  /** The command starts. */
  start(): void {
    for (const event of this.#take(({ at }) => at === "start")) this.#begin(event).catch(toldByEnd);
  }

  /** The command has ended: what has not begun will not. Resolves once what has begun is over. */
  async end(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#underWay);
  }

  arrived(call: PassingCall): void {
    for (const event of this.#take((moment) => isAt(moment, "arrival", call))) {
      this.#begin(event).catch(toldByEnd);
    }
  }

  async answered(call: PassingCall, answer: string): Promise<void> {
    const imageId = isCreate(call.action) && /"ImageId":"([^"]+)"/.exec(answer)?.[1];
    if (imageId) await this.#createdImage(imageId, call.nth);
    const events = this.#take((moment) => isAt(moment, "answer", call));
    await Promise.all(events.map((event) => this.#begin(event)));
  }

  #take(isDue: (moment: Moment) => boolean): readonly Event[] {
    const due = this.#events.filter(({ moment }) => isDue(moment));
    for (const event of due) this.#events.splice(this.#events.indexOf(event), 1);
    return due;
  }

  async #begin({ moment, happen }: Event): Promise<void> {
    try {
      await sleep(moment.delayMs, undefined, { signal: this.#over.signal });
    } catch {
      return;
    }
    const happening = happen();
    this.#underWay.add(happening);
    await happening;
  }
}

/** {@link Timeline.end} rejects with what went wrong. */
function toldByEnd(): void {}

function isAt(moment: Moment, at: Moment["at"], { action, nth }: PassingCall): boolean {
  return moment.at === at && moment.at !== "start" && moment.action === action && moment.nth === nth;
}
