import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Environment } from "../../environment.ts";
import { type CommandResult, type RunningCommand, startCommand } from "./command.ts";
import { findTerraform } from "./find-terraform.ts";
import { type JsonPlan, type JsonState, parsePlan, parseState } from "./json-output.ts";
import { attachProviders, type ProviderUnderTest } from "./providers-under-test.ts";
import { parseStateFile, type StateFile } from "./state-file.ts";

/** How a workspace is set up. */
export interface WorkspaceOptions {
  readonly providers: readonly ProviderUnderTest[];
  /** Path or name of the CLI; what `findTerraform` finds when not given. */
  readonly terraformBin?: string;
  /** Added to the environment of every command; undefined takes a variable away. */
  readonly env?: Environment;
  /** How long a command may take; 60 seconds when not given. */
  readonly timeoutMs?: number;
  /** Whether `providers.tf` with the source addresses is written; true when not given. */
  readonly requiredProviders?: boolean;
}

/** A command that ended with an exit code other than the expected one; the message has its whole output. */
export class TerraformFailed extends Error {
  readonly result: CommandResult;

  constructor(args: readonly string[], result: CommandResult) {
    super(`terraform ${args.join(" ")} ended with ${result.exitCode}\n${result.stdout}\n${result.stderr}`);
    this.name = "TerraformFailed";
    this.result = result;
  }
}

const PLAN_FILE = "test.tfplan";
const NO_CHANGES = 0;
const CHANGES = 2;

/**
 * Makes a temporary folder in which the real Terraform or OpenTofu runs against providers: executables through `dev_overrides`, providers
 * in this process through TF_REATTACH_PROVIDERS. Neither needs `init`, a network or anything of the user's own configuration.
 */
export async function terraformWorkspace(options: WorkspaceOptions): Promise<TerraformWorkspace> {
  const terraform = options.terraformBin ?? findTerraform();
  const folder = mkdtempSync(join(tmpdir(), "tf-workspace-"));
  try {
    const attached = await attachProviders(options.providers, folder);
    const environment = { ...attached.environment, ...options.env };
    const workspace = new TerraformWorkspace(folder, {
      terraform,
      environment,
      timeoutMs: options.timeoutMs ?? 60_000,
      detach: attached.detach,
    });
    if (options.requiredProviders ?? true) workspace.write("providers.tf", attached.requiredProviders);
    return workspace;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Setup {
  readonly terraform: string;
  readonly environment: Environment;
  readonly timeoutMs: number;
  readonly detach: () => void;
}

/**
 * A folder with a configuration and its state; made by {@link terraformWorkspace}. `run` and `start` take any command; the methods named
 * after a command reject with {@link TerraformFailed} when it fails.
 */
export class TerraformWorkspace {
  readonly folder: string;
  readonly #setup: Setup;
  readonly #running = new Set<RunningCommand>();

  constructor(folder: string, setup: Setup) {
    this.folder = folder;
    this.#setup = setup;
  }

  /** Writes a file of the configuration, in place of one of the same name. */
  write(name: string, hcl: string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, hcl);
  }

  /** Takes a file of the configuration away. */
  remove(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  /** Runs a command to its end, whatever its exit code. */
  run(...args: readonly string[]): Promise<CommandResult> {
    return this.start(...args).result;
  }

  /** Starts a command, for tests that do something meanwhile. */
  start(...args: readonly string[]): RunningCommand {
    const { terraform, environment, timeoutMs } = this.#setup;
    const command = startCommand(terraform, args, { folder: this.folder, environment, timeoutMs });
    this.#running.add(command);
    const over = () => this.#running.delete(command);
    command.result.then(over, over);
    return command;
  }

  /** Ctrl-C to every command under way. */
  interrupt(): void {
    for (const command of this.#running) command.interrupt();
  }

  init(...args: readonly string[]): Promise<CommandResult> {
    return this.#succeed(["init", "-input=false", ...args]);
  }

  validate(...args: readonly string[]): Promise<CommandResult> {
    return this.#succeed(["validate", ...args]);
  }

  /** Plans, and returns the plan as `terraform show -json` has it. */
  async plan(...args: readonly string[]): Promise<JsonPlan> {
    await this.#succeed(["plan", "-input=false", `-out=${PLAN_FILE}`, ...args]);
    const { stdout } = await this.#succeed(["show", "-json", PLAN_FILE]);
    return parsePlan(stdout);
  }

  /** Whether a plan would change nothing: one command where {@link plan} needs two. */
  async isPlanEmpty(...args: readonly string[]): Promise<boolean> {
    const command = ["plan", "-input=false", "-detailed-exitcode", ...args];
    const result = await this.run(...command);
    if (result.exitCode === NO_CHANGES) return true;
    if (result.exitCode === CHANGES) return false;
    throw new TerraformFailed(command, result);
  }

  apply(...args: readonly string[]): Promise<CommandResult> {
    return this.#succeed(["apply", "-input=false", "-auto-approve", ...args]);
  }

  destroy(...args: readonly string[]): Promise<CommandResult> {
    return this.#succeed(["destroy", "-input=false", "-auto-approve", ...args]);
  }

  import(address: string, id: string, ...args: readonly string[]): Promise<CommandResult> {
    return this.#succeed(["import", "-input=false", ...args, address, id]);
  }

  /** The state as `terraform show -json` has it. */
  async show(): Promise<JsonState> {
    return parseState((await this.#succeed(["show", "-json"])).stdout);
  }

  /** The state as the file has it, read without a command; empty before the first apply. */
  state(): StateFile {
    try {
      return parseStateFile(readFileSync(join(this.folder, "terraform.tfstate"), "utf8"));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
      throw error;
    }
  }

  /** Ends what is still running, detaches the providers and removes the folder. */
  async close(): Promise<void> {
    for (const command of this.#running) command.kill();
    await Promise.allSettled([...this.#running].map((command) => command.result));
    this.#setup.detach();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #succeed(args: readonly string[]): Promise<CommandResult> {
    const result = await this.run(...args);
    if (result.exitCode !== 0) throw new TerraformFailed(args, result);
    return result;
  }
}
