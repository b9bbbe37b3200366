import { createCaller } from "../call/call.ts";
import type { EcsClientOptions } from "../call/client-options.ts";
import { resolveOptions } from "../call/resolve-options.ts";
import { untilAborted } from "../call/runtime.ts";
import { EcsError } from "../errors/ecs-error.ts";

/** The API of ASCM, the console of Apsara Stack. */
const ascmVersion = "2019-05-10";

/** The service returns the sets whose names contain the given one; the exact name is among them. */
const pageSize = 100;

/** Which resource set to find. `endpoint` is that of ASCM. */
export interface ResourceSetOptions extends EcsClientOptions {
  /** The exact name. */
  readonly name: string;
}

/** The IDs under which ECS knows a resource set: those of its organization and of the set itself. */
export interface ResourceSet {
  readonly organizationId: string;
  readonly resourceGroupId: string;
}

/**
 * Finds a resource set by its name with ListResourceGroup. The first call of the function calls the service; calls that come together
 * share the request, and later ones get its result. A failure is not kept. Rejects with an EcsError; it is of kind `configuration`
 * if no set or several sets have the name.
 */
export function resourceSetFinder(
  options: ResourceSetOptions,
): (signal: AbortSignal) => Promise<ResourceSet> {
  let found: Promise<ResourceSet> | null = null;
  return (signal) => {
    found ??= find(options).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return untilAborted(found, signal);
  };
}

async function find(options: ResourceSetOptions): Promise<ResourceSet> {
  // The call that needs the IDs is retried and calls this again, so this one is not retried.
  const caller = createCaller(resolveOptions({ ...options, maxRetries: 0 }));
  const action = "ListResourceGroup";
  const subject = `resource set ${options.name}`;
  try {
    const sets = await caller.call(
      {
        action,
        version: ascmVersion,
        subject,
        parameters: { resourceGroupName: options.name, pageSize },
        parse: (response) =>
          response
            .requiredList("data", "data")
            .filter((set) => set.string("resourceGroupName") === options.name)
            .map((set) => ({
              organizationId: set.requiredString("organizationID"),
              resourceGroupId: set.requiredString("id"),
            })),
      },
      // It serves several calls, so none of their signals may end it. Its own timeouts do.
      new AbortController().signal,
    );
    const [set, ...others] = sets;
    if (set !== undefined && others.length === 0) return set;
    const reason =
      set === undefined ? "no resource set has this name" : `${sets.length} resource sets have this name`;
    throw new EcsError({ kind: "configuration", reason, action, subject });
  } finally {
    await caller.close();
  }
}
