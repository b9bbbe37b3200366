import type { Disturbance, Scenario } from "./scenario.ts";

/** What came of a scenario. */
export interface Outcome {
  readonly scenario: Scenario;
  /** The part of the disturbance that met a process: its moment may not have come. */
  readonly met: Disturbance;
  /** How the disturbed command ended. */
  readonly exitCode: number;
  /** Whether terraform itself lost its state, and its backup was put in place. */
  readonly restored: boolean;
  /** Images that nothing tells of. */
  readonly orphans: readonly string[];
  /** Images that the failed command itself said may exist. */
  readonly announced: readonly string[];
  /** Images that the error of the next apply named, after a process was ended in the middle of its work. */
  readonly named: readonly string[];
  /** Every rule that was broken, in words; empty when all is well. */
  readonly violations: readonly string[];
  /** What the commands wrote, for whoever looks into a violation. */
  readonly transcript: string;
  readonly milliseconds: number;
}
