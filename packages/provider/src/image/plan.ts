import {
  type AnyPlanModifier,
  isUnknown,
  type PlanModifier,
  type PlanModifierContext,
  type Value,
} from "terraform-plugin";

/**
 * Replacement for the blocks `disk_device_mapping`.
 *
 * The service never tells what an image was made of, only which disks it has. So when nothing at all is stored about the source (after an
 * import), configured blocks are taken over if their snapshots are those of the image, and replace it if not. And blocks that
 * aliyun/alibabacloudstack stored for an imported image are dropped when the configuration has another source or none.
 */
export function mappingReplacement(): PlanModifier {
  return {
    description: "Changing this creates a new image.",
    modify: (context) => {
      if (!isList(context.plan) || context.whole.state === null) return { requiresReplace: true };
      const stored = isList(context.state) ? context.state : [];
      const plan = context.plan.map((disk, index) =>
        keepStored(disk, stored[index], at(context.config, index)),
      );
      const sourceIsStored =
        member(context.whole.state, "instance_id") ?? member(context.whole.state, "snapshot_id");
      if (sourceIsStored !== null) return { plan, requiresReplace: true };
      if (plan.length === 0) return { plan, adopts: true };
      if (stored.length === 0 && snapshotsMatch(context)) return { plan, adopts: true };
      return { plan, requiresReplace: true };
    },
  };
}

/**
 * No value, false and an empty map mean the same, whether they are configured or stored. A configuration can say each of them, so they
 * cannot be made one when stored state is read.
 */
export function adoptZero(): AnyPlanModifier {
  return {
    description: "",
    modify: ({ plan, state }) => (isZero(plan) && isZero(state) ? { adopts: true } : {}),
  };
}

/** A block that stays where it is: what is not configured, and was never told, is no news. */
function keepStored(planned: Value, stored: Value | undefined, configured: Value): Value {
  if (!isObject(planned) || !stored || !isObject(stored)) return planned;
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => {
      const isOpen = isUnknown(value) && member(configured, name) === null;
      return [name, isOpen ? member(stored, name) : value];
    }),
  );
}

/** Whether every configured snapshot is one of the image. */
function snapshotsMatch({ config, whole }: PlanModifierContext): boolean {
  const disks = member(whole.state, "disk_device_mappings");
  const known = new Set(isList(disks) ? disks.map((disk) => member(disk, "snapshot_id")) : []);
  const configured = isList(config) ? config : [];
  return (
    known.size > 0 &&
    configured.length === (isList(disks) ? disks.length : 0) &&
    configured.every((disk) => {
      const snapshot = member(disk, "snapshot_id");
      return snapshot === null || isUnknown(snapshot) || known.has(snapshot);
    })
  );
}

function isZero(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === false || value === null;
  return !isUnknown(value) && Object.keys(value).length === 0;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function at(list: Value, index: number): Value {
  return isList(list) ? (list[index] ?? null) : null;
}

function member(value: Value, name: string): Value {
  return isObject(value) ? (value[name] ?? null) : null;
}

function isObject(value: Value): value is { readonly [name: string]: Value } {
  return typeof value === "object" && value !== null && !isUnknown(value) && !Array.isArray(value);
}
