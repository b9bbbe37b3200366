import type { Disturbance, Scenario } from "./scenario.ts";

/** The result of a scenario. */
export interface Outcome {
  readonly scenario: Scenario;
  /** The part of the disturbance that hit a running process: the command may have ended before. */
  readonly effectiveDisturbance: Disturbance;
  /** The exit code of the disturbed command. */
  readonly exitCode: number;
  /** Whether terraform lost its state file, so that its backup was restored. */
  readonly stateRestored: boolean;
  /** IDs of the images that no state and no message names. */
  readonly orphanIds: readonly string[];
  /** IDs of the images outside the state of which the failed command said that they may exist. */
  readonly reportedIds: readonly string[];
  /** IDs of the images that errors of later applies named, together with the command that imports them. */
  readonly namedIds: readonly string[];
  /** A description of each rule that was broken; empty when none was. */
  readonly violations: readonly string[];
  /** What the commands wrote. */
  readonly transcript: string;
  readonly durationMs: number;
}
