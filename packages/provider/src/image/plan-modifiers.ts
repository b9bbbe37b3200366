import { isUnknown, type PlanModifier, type PlanModifierContext, type Value } from "terraform-plugin";

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
      const sourceIsStored =
        member(context.whole.state, "instance_id") ?? member(context.whole.state, "snapshot_id");
      if (sourceIsStored !== null) return { requiresReplace: true };
      if (context.plan.length === 0) return { adopts: true };
      const stored = isList(context.state) ? context.state : [];
      if (stored.length === 0 && snapshotsMatch(context)) return { adopts: true };
      return { requiresReplace: true };
    },
  };
}

/**
 * A configuration without the argument, and false or an empty map that is stored, mean the same. A configuration can say them too, so
 * they cannot be made null when stored state is read.
 */
export function adoptStoredZero(): PlanModifier {
  return {
    description: "",
    modify: ({ plan, state }) => (plan === null && isZero(state) ? { adopts: true } : {}),
  };
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

function isZero(value: Value): boolean {
  if (typeof value !== "object" || value === null) return value === false;
  return !isUnknown(value) && Object.keys(value).length === 0;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function member(value: Value, name: string): Value {
  if (value === null || typeof value !== "object" || isUnknown(value) || Array.isArray(value)) return null;
  const found: unknown = Reflect.get(value, name);
  // A member of an object value is a value.
  return (found ?? null) as Value;
}
