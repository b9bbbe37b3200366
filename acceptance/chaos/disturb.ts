import { setTimeout as sleep } from "node:timers/promises";
import type { RunningCommand } from "terraform-plugin/testing";
import type { Disturbance, Scenario } from "./scenario.ts";
import type { Processes } from "./tracked-programs.ts";

/** How long an answer is still held back after a process was killed: until the process is gone. */
const DYING_MS = 50;

/** Disturbs a running command as a scenario says, and says what of it met a process. */
export async function disturb(
  { disturbance, secondAfterMs }: Scenario,
  command: RunningCommand,
  processes: Processes,
): Promise<Disturbance> {
  switch (disturbance) {
    case "none":
      return "none";
    case "ctrl-c":
      return interrupt(command, processes) ? "ctrl-c" : "none";
    case "ctrl-c twice": {
      if (!interrupt(command, processes)) return "none";
      await sleep(secondAfterMs);
      return interrupt(command, processes) ? "ctrl-c twice" : "ctrl-c";
    }
    case "kill provider":
    case "kill terraform": {
      const killed = processes.kill(disturbance === "kill provider" ? "provider" : "terraform");
      await sleep(DYING_MS);
      return killed ? disturbance : "none";
    }
  }
}

function interrupt(command: RunningCommand, processes: Processes): boolean {
  const isRunning = processes.alive("terraform").length > 0;
  command.interrupt();
  return isRunning;
}
