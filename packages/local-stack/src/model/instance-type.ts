/** What an instance type has. */
export interface InstanceType {
  readonly cpu: number;
  readonly memoryMib: number;
}

const sizes: Readonly<Record<string, InstanceType>> = {
  nano: { cpu: 1, memoryMib: 512 },
  tiny: { cpu: 1, memoryMib: 512 },
  small: { cpu: 1, memoryMib: 2048 },
  medium: { cpu: 1, memoryMib: 4096 },
  large: { cpu: 2, memoryMib: 8192 },
  xlarge: { cpu: 4, memoryMib: 16_384 },
};

/** The instance types that the stack lists. Every other name of the same form can be used as well. */
export function offeredInstanceTypes(architecture: string): readonly string[] {
  const family = architecture === "arm64" ? "ecs.g6r" : "ecs.n4";
  return ["small", "large", "xlarge"].map((size) => `${family}.${size}`);
}

/**
 * What an instance type has, read from its name: `ecs.<family>.<size>`. Which families a real stack offers differs from
 * one to the next, so every family exists here. Undefined for a name that is not an instance type.
 */
export function instanceTypeOf(name: string): InstanceType | undefined {
  const match = /^ecs\.[a-z0-9-]{1,30}\.(?:(\d{1,3})(?=xlarge))?(nano|tiny|small|medium|large|xlarge)$/.exec(
    name,
  );
  const size = sizes[match?.[2] ?? ""];
  if (size === undefined) return undefined;
  const times = Number(match?.[1] ?? 1);
  return { cpu: size.cpu * times, memoryMib: size.memoryMib * times };
}

/** The architecture of an instance type: the generation of a family for ARM ends with `r`, for instance `g6r`. */
export function architectureOf(instanceType: string): "arm64" | "x86_64" {
  return /\dr$/.test(familyOf(instanceType)) ? "arm64" : "x86_64";
}

/** The family of an instance type: its name without the size. */
export function familyOf(instanceType: string): string {
  return instanceType.split(".").slice(0, -1).join(".");
}
