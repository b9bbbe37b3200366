import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CommandResult,
  type StateFile,
  type TerraformWorkspace,
  terraformWorkspace,
} from "terraform-plugin/testing";
import { PROVIDER_SOURCE } from "../support/provider-build.ts";
import { unframed } from "../support/text.ts";
import { imagesHcl, impatientProvider } from "./configuration.ts";
import type { ImageBlock, Scenario } from "./scenario.ts";
import type { Testbed } from "./testbed.ts";

/** The folder of one scenario, and a transcript of its commands. */
export class ScenarioWorkspace {
  readonly terraform: TerraformWorkspace;
  #transcript = "";

  private constructor(terraform: TerraformWorkspace) {
    this.terraform = terraform;
  }

  /** Makes a workspace whose provider calls the testbed's stack, or the endpoint that `env` sets. */
  static async create(
    { stack, programs }: Testbed,
    env: Readonly<Record<string, string>> = stack.environment,
  ): Promise<ScenarioWorkspace> {
    return new ScenarioWorkspace(
      await terraformWorkspace({
        providers: [{ source: PROVIDER_SOURCE, executable: programs.provider }],
        terraformBin: programs.terraform,
        env,
        timeoutMs: 90_000,
      }),
    );
  }

  get transcript(): string {
    return this.#transcript;
  }

  /** Writes the configuration. The provider gives up soon when a scenario is given, and has its default limits otherwise. */
  write(images: readonly ImageBlock[], timeouts: Scenario["timeouts"], limits?: Scenario): void {
    this.terraform.write("images.tf", imagesHcl(images, timeouts));
    if (limits) this.terraform.write("provider.tf", impatientProvider(limits));
    else this.terraform.remove("provider.tf");
  }

  /** The state. An empty file counts as an empty state: terraform creates the file when it locks it, and may be killed before it writes. */
  state(): StateFile {
    return contentOf(this.#file("terraform.tfstate")) === "" ? new Map() : this.terraform.state();
  }

  /**
   * Replaces a truncated state file by terraform's own backup, as its user would. Terraform overwrites the file in place, so it truncates
   * the file when it ends in the middle of that. Returns whether there was something to restore.
   */
  restoreState(): boolean {
    const [state, backup] = [this.#file("terraform.tfstate"), this.#file("terraform.tfstate.backup")];
    if (isJson(contentOf(state)) || !isJson(contentOf(backup))) return false;
    copyFileSync(backup, state);
    return true;
  }

  /** Runs a command to its end, whatever its exit code. */
  async run(...args: readonly string[]): Promise<CommandResult> {
    return this.record(args, await this.terraform.run(...args));
  }

  /** Runs a command; throws an Error with what it wrote when it fails. */
  async succeed(...args: readonly string[]): Promise<void> {
    const { exitCode, stderr } = await this.run(...args);
    if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} failed: ${unframed(stderr)}`);
  }

  /** Adds a command that was started elsewhere to the transcript. */
  record(args: readonly string[], result: CommandResult): CommandResult {
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
