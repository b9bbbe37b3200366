import type { Chaos } from "../faults/chaos.ts";
import type { FaultRules } from "../faults/fault-rules.ts";
import type { SeededIds } from "../model/seed.ts";
import type { Stack } from "../model/stack.ts";
import type { LiveSettings } from "../options/live-settings.ts";
import type { AccessKeys } from "../wire/access-keys.ts";
import type { RequestLog } from "./request-log.ts";

/** What the admin API reads and changes. */
export interface AdminParts {
  readonly stack: Stack;
  readonly settings: LiveSettings;
  readonly faults: FaultRules;
  readonly chaos: Chaos;
  readonly accessKeys: AccessKeys;
  readonly requests: RequestLog;
  /** Brings everything back to how the stack was started; returns the IDs it starts with. */
  reset(): SeededIds;
  /** Saves what was just changed to the state file, if there is one. */
  save(): Promise<void>;
  /** Reports a defect of the stack. */
  reportBug(error: unknown): void;
}
