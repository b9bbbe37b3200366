import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CommandResult,
  findTerraform,
  type StateFile,
  type TerraformWorkspace,
  terraformWorkspace,
} from "terraform-plugin/testing";
import { PROVIDER_SOURCE } from "../support/provider-build.ts";
import { unframed } from "../support/text.ts";
import { hastyProvider, imagesHcl } from "./configuration.ts";
import type { ImageBlock, Scenario } from "./scenario.ts";
import { Processes } from "./tracked-programs.ts";
import { World } from "./unreliable-stack.ts";

/** What scenarios are run with, one after the other: a world and programs that can be killed. */
export interface Laboratory {
  readonly world: World;
  readonly processes: Processes;
  close(): Promise<void>;
}

/** Prepares for scenarios of the provider at that path. */
export async function openLaboratory(providerExecutable: string): Promise<Laboratory> {
  const world = await World.start();
  const processes = new Processes(findTerraform(), providerExecutable);
  return {
    world,
    processes,
    async close() {
      await world.close();
      processes.remove();
    },
  };
}

/** The folder in which one scenario happens, and everything that its commands wrote. */
export class Bench {
  readonly terraform: TerraformWorkspace;
  #transcript = "";

  private constructor(terraform: TerraformWorkspace) {
    this.terraform = terraform;
  }

  /** Sets one up; the provider is sent to the laboratory's world, or where `env` says. */
  static async set({ world, processes }: Laboratory, env = world.environment): Promise<Bench> {
    return new Bench(
      await terraformWorkspace({
        providers: [{ source: PROVIDER_SOURCE, executable: processes.provider }],
        terraformBin: processes.terraform,
        env,
        timeoutMs: 90_000,
      }),
    );
  }

  get transcript(): string {
    return this.#transcript;
  }

  /** Writes the configuration; with a scenario's hasty provider, or one that has time. */
  write(images: readonly ImageBlock[], timeouts: Scenario["timeouts"], hasty?: Scenario): void {
    this.terraform.write("images.tf", imagesHcl(images, timeouts));
    if (hasty) this.terraform.write("hasty.tf", hastyProvider(hasty));
    else this.terraform.remove("hasty.tf");
  }

  /** The state; empty as well where terraform was killed before it wrote any: it makes the file when it locks it. */
  state(): StateFile {
    return contentOf(this.#file("terraform.tfstate")) === "" ? new Map() : this.terraform.state();
  }

  /**
   * Puts terraform's own backup in place of a state file that terraform left without an end, as its user would: it writes the file anew
   * in place, and loses everything when it ends in the middle of that. True when there was something to restore.
   */
  restoreState(): boolean {
    const [state, backup] = [this.#file("terraform.tfstate"), this.#file("terraform.tfstate.backup")];
    if (isJson(contentOf(state)) || !isJson(contentOf(backup))) return false;
    copyFileSync(backup, state);
    return true;
  }

  /** Runs a command to its end. */
  async run(...args: readonly string[]): Promise<CommandResult> {
    return this.note(args, await this.terraform.run(...args));
  }

  /** Runs a command that must succeed; throws an Error with what it wrote. */
  async succeed(...args: readonly string[]): Promise<void> {
    const { exitCode, stderr } = await this.run(...args);
    if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} failed: ${unframed(stderr)}`);
  }

  /** Adds a command that was started otherwise to the transcript. */
  note(args: readonly string[], result: CommandResult): CommandResult {
    this.#transcript += `$ terraform ${args.join(" ")}  # exit code ${result.exitCode}\n${result.stdout}${result.stderr}\n`;
    return result;
  }

  close(): Promise<void> {
    return this.terraform.close();
  }

  #file(name: string): string {
    return join(this.terraform.folder, name);
  }
}

function contentOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
