import type { Settings } from "./settings.ts";

/** The settings in force while a stack runs. */
export class LiveSettings {
  readonly #atStart: Settings;
  readonly #apply: (settings: Settings) => void;
  #current: Settings;

  /** `apply` hands settings on to what keeps a copy of its own. It is called at once, and after every change. */
  constructor(atStart: Settings, apply: (settings: Settings) => void) {
    this.#atStart = atStart;
    this.#apply = apply;
    this.#current = atStart;
    apply(atStart);
  }

  get current(): Settings {
    return this.#current;
  }

  /** Changes some settings and keeps the others. */
  change(changes: Partial<Settings>): void {
    this.#current = { ...this.#current, ...changes };
    this.#apply(this.#current);
  }

  /** Brings back the settings that the stack was started with. */
  reset(): void {
    this.change(this.#atStart);
  }
}
