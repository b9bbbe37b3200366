import { parsePlainJson } from "./plain-json.ts";

/** An object in a state file. */
export interface StoredObject {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly schemaVersion: number;
  /** The provider's private data as text; empty when there is none. */
  readonly private: string;
  readonly tainted: boolean;
  readonly dependencies: readonly string[];
}

/** The objects of a state file by address, as in `image.a`, `data.images.all`, `image.b["key"]`, `module.m.image.a`. */
export type StateFile = ReadonlyMap<string, StoredObject>;

interface RawResource {
  readonly module?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly instances: readonly RawInstance[];
}

interface RawInstance {
  readonly index_key?: string | number;
  readonly schema_version: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly private?: string;
  readonly status?: "tainted";
  readonly dependencies?: readonly string[];
  readonly deposed?: string;
}

/**
 * Reads a state file of version 4. A number that JavaScript cannot hold exactly is a Decimal. A deposed object has the address of its
 * successor and ` (deposed KEY)`.
 */
export function parseStateFile(text: string): StateFile {
  // The format is Terraform's own; version 4 is the only one since Terraform 0.12.
  const { version, resources } = parsePlainJson(text) as {
    version: number;
    resources: readonly RawResource[];
  };
  if (version !== 4) throw new Error(`the state file has version ${version}, but 4 is understood`);
  return new Map(resources.flatMap(objectsOf));
}

function objectsOf(resource: RawResource): [string, StoredObject][] {
  return resource.instances.map((instance) => [addressOf(resource, instance), storedObject(instance)]);
}

function addressOf({ module, mode, type, name }: RawResource, { index_key, deposed }: RawInstance): string {
  const index = index_key === undefined ? "" : `[${JSON.stringify(index_key)}]`;
  const address = `${module ? `${module}.` : ""}${mode === "data" ? "data." : ""}${type}.${name}${index}`;
  return deposed === undefined ? address : `${address} (deposed ${deposed})`;
}

function storedObject(instance: RawInstance): StoredObject {
  return {
    attributes: instance.attributes,
    schemaVersion: instance.schema_version,
    private: Buffer.from(instance.private ?? "", "base64").toString(),
    tainted: instance.status === "tainted",
    dependencies: instance.dependencies ?? [],
  };
}
