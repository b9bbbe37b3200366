import { setTimeout as sleep } from "node:timers/promises";
import type { RunningCommand } from "terraform-plugin/testing";
import type { Disturbance, Scenario } from "./scenario.ts";
import type { TrackedPrograms } from "./tracked-programs.ts";

/** How long a response is still held back after a kill, so that it cannot reach the killed process. */
const KILL_MS = 50;

/** Disturbs a running command as its scenario demands. Returns the part of the disturbance that hit a running process. */
export async function disturb(
  { disturbance, secondInterruptAfterMs }: Scenario,
  command: RunningCommand,
  programs: TrackedPrograms,
): Promise<Disturbance> {
  switch (disturbance) {
    case "none":
      return "none";
    case "ctrl-c":
      return interrupt(command, programs) ? "ctrl-c" : "none";
    case "ctrl-c twice": {
      if (!interrupt(command, programs)) return "none";
      await sleep(secondInterruptAfterMs);
      return interrupt(command, programs) ? "ctrl-c twice" : "ctrl-c";
    }
    case "kill provider":
    case "kill terraform": {
      const killed = programs.kill(disturbance === "kill provider" ? "provider" : "terraform");
      await sleep(KILL_MS);
      return killed ? disturbance : "none";
    }
  }
}

function interrupt(command: RunningCommand, programs: TrackedPrograms): boolean {
  const isRunning = programs.running("terraform").length > 0;
  command.interrupt();
  return isRunning;
}
