import { randomBytes } from "node:crypto";
import { type FileHandle, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LocalStackError } from "../errors/local-stack-error.ts";
import type { StackData } from "../model/stack-data.ts";
import { isJsonObject } from "../wire/json.ts";
import { errorCodeOf } from "./error-code.ts";
import { lockFile } from "./file-lock.ts";
import { replay, StateJournal } from "./state-journal.ts";

/** The number of the format. Raise it when the meaning of the file's content changes. */
const FORMAT = 1;
/** The file is rewritten once its changes take more bytes than this and than the whole. */
const MIN_CHANGES_BYTES = 256 * 1024;

/**
 * A file that keeps a stack across restarts. Its first line is the whole stack as JSON, each further line a change. A
 * change is in the file before `save` resolves: a process that is killed at any moment leaves a file with everything
 * that was saved, and at most one last line that is cut short.
 */
export class StateFile {
  readonly path: string;
  readonly #export: () => StackData;
  readonly #journal = new StateJournal();
  readonly #unlock: () => Promise<void>;
  /** Where changes are appended; undefined when the whole has to be written first. */
  #handle: FileHandle | undefined;
  #wholeBytes = 0;
  #changesBytes = 0;
  #running: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;

  private constructor(path: string, exportData: () => StackData, unlock: () => Promise<void>) {
    this.path = path;
    this.#export = exportData;
    this.#unlock = unlock;
  }

  /**
   * Opens the file for this process alone. `exportData` returns what is to be written at the moment it is written.
   * Rejects with a StateFileInUse error when another process has it, and with a StateFileNotWritable error when its
   * folder cannot be written.
   */
  static async open(path: string, exportData: () => StackData): Promise<StateFile> {
    const unlock = await lockFile(path);
    await removeTemporaryFiles(path);
    return new StateFile(path, exportData, unlock);
  }

  /**
   * What the file holds; undefined when there is no file. Rejects with a StateFileNotReadable or StateFileInvalid
   * error that names the file when it cannot be used.
   */
  async load(): Promise<StackData | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if (errorCodeOf(error) === "ENOENT") return undefined;
      throw new LocalStackError("StateFileNotReadable", `The state file ${this.path} cannot be read.`, error);
    }
    return this.#parse(text);
  }

  /**
   * Writes what has changed; resolves when the state at the time of the call is in the file. Calls during a write
   * share the next write.
   */
  save(): Promise<void> {
    this.#queued ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#running = this.#write();
        return this.#running;
      });
    return this.#queued;
  }

  /** Resolves when every save before the call has ended; never rejects. */
  saved(): Promise<void> {
    return (this.#queued ?? this.#running).catch(() => undefined);
  }

  /** Writes the whole as one line, and unlocks the file. */
  async close(): Promise<void> {
    try {
      await this.saved();
      await this.#writeWhole();
    } finally {
      await this.release();
    }
  }

  /** Unlocks the file without writing anything. */
  async release(): Promise<void> {
    await this.#closeHandle();
    await this.#unlock();
  }

  async #write(): Promise<void> {
    if (this.#handle === undefined || (await isRemoved(this.#handle))) return this.#writeWhole();
    const line = this.#journal.changes(this.#export());
    if (line === undefined) return;
    const bytes = Buffer.from(`${line}\n`);
    this.#changesBytes += bytes.length;
    if (this.#changesBytes > Math.max(MIN_CHANGES_BYTES, this.#wholeBytes)) return this.#writeWhole();
    try {
      await this.#handle.appendFile(bytes);
    } catch (error) {
      // Part of the line may be in the file: the next write must be the whole.
      await this.#closeHandle();
      throw error;
    }
  }

  /** Replaces the file in one step. */
  async #writeWhole(): Promise<void> {
    // Nobody can predict the name, and "wx" follows no link, so that nobody can redirect the write.
    const temporary = `${this.path}.${randomBytes(8).toString("hex")}.tmp`;
    await this.#closeHandle();
    const data = this.#export();
    const bytes = Buffer.from(`${JSON.stringify({ format: FORMAT, ...data })}\n`);
    this.#journal.restart(data);
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.appendFile(bytes);
      await handle.datasync();
      await rename(temporary, this.path);
    } catch (error) {
      await handle.close();
      await rm(temporary, { force: true });
      throw error;
    }
    this.#handle = handle;
    this.#wholeBytes = bytes.length;
    this.#changesBytes = 0;
  }

  async #closeHandle(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  #parse(text: string): StackData {
    const end = text.lastIndexOf("\n");
    // What follows the last line end was being written when the process was killed, and was never reported as saved.
    // A file of one line without an end is one that was edited by hand.
    const [first = "", ...changes] = (end < 0 ? text : text.slice(0, end)).split("\n");
    let state: object;
    try {
      const whole: unknown = JSON.parse(first);
      if (!isJsonObject(whole)) throw new Error("The first line is not an object.");
      state = replay(whole, changes);
    } catch (error) {
      throw new LocalStackError(
        "StateFileInvalid",
        `The state file ${this.path} is damaged: it is not what a local stack writes. Remove it to start afresh.`,
        error,
      );
    }
    if (!isJsonObject(state) || state.format !== FORMAT || !hasShapeOf(this.#export(), state)) {
      throw new LocalStackError(
        "StateFileInvalid",
        `The state file ${this.path} was not written by this version. Remove it to start afresh.`,
      );
    }
    const { format: _, ...data } = state;
    // The parsing edge: the data has every part that a stack exports, of the same kind; what is inside was exported.
    return data as unknown as StackData;
  }
}

/** Whether somebody has removed or replaced the file while it is open. */
async function isRemoved(handle: FileHandle): Promise<boolean> {
  return (await handle.stat()).nlink === 0;
}

/** Whether the data has all parts of the sample, each a list, an object or a plain value as there. */
function hasShapeOf(sample: object, data: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(sample).every(
    ([name, part]: [string, unknown]) => kindOf(part) === kindOf(data[name]),
  );
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

/** Removes what a process that was killed while it wrote the file has left behind. */
async function removeTemporaryFiles(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    const isTemporary = name.startsWith(prefix) && /^[0-9a-f]{16}\.tmp$/.test(name.slice(prefix.length));
    if (isTemporary) await rm(join(dirname(path), name), { force: true });
  }
}
