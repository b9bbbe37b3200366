/** One step of a path: into an object's attribute, a list's or tuple's element, or a map's element. */
export type PathStep = { readonly attribute: string } | { readonly index: number } | { readonly key: string };

/** Where in a value something is. Elements of a set have no address, so a path into a set ends at the set. */
export type Path = readonly PathStep[];

/** Builds a path: a string is an attribute, a number is an index, a map key comes from {@link key}. */
export function path(...steps: readonly (string | number | PathStep)[]): Path {
  return steps.map(toStep);
}

/** The step into the map element called `name`. */
export function key(name: string): PathStep {
  return { key: name };
}

/** The path as it is written in Terraform's own language: `disk_device_mapping[0].size`, `tags["a"]`. */
export function formatPath(steps: Path): string {
  let text = "";
  for (const step of steps) {
    if ("attribute" in step) text += text === "" ? step.attribute : `.${step.attribute}`;
    else if ("index" in step) text += `[${step.index}]`;
    else text += `[${JSON.stringify(step.key)}]`;
  }
  return text;
}

/** Whether two paths have the same steps. */
export function pathEquals(a: Path, b: Path): boolean {
  return a.length === b.length && startsWith(a, b);
}

/** Whether `whole` is `prefix` or lies below it. */
export function startsWith(whole: Path, prefix: Path): boolean {
  return (
    prefix.length <= whole.length &&
    prefix.every((step, index) => {
      const other = whole[index];
      return other !== undefined && stepEquals(step, other);
    })
  );
}

/** Turns the short form of a step (see {@link path}) into a step. */
export function toStep(step: string | number | PathStep): PathStep {
  if (typeof step === "string") return { attribute: step };
  if (typeof step === "number") return { index: step };
  return step;
}

function stepEquals(a: PathStep, b: PathStep): boolean {
  if ("attribute" in a) return "attribute" in b && a.attribute === b.attribute;
  if ("index" in a) return "index" in b && a.index === b.index;
  return "key" in b && a.key === b.key;
}
