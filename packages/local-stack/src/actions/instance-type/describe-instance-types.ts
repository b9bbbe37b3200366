import { architectureOf, familyOf, instanceTypeOf, offeredInstanceTypes } from "../../model/instance-type.ts";
import { defineAction } from "../common/define-action.ts";
import { isBetween } from "../common/filters.ts";
import { texts } from "../parameters/list-parameters.ts";
import { tokenPage } from "../parameters/paging.ts";
import { decimal, integer, text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";
import { instanceTypeToApi } from "./instance-type-to-api.ts";

/** So many types make a page unless the request says. Source: "ECS API reference, DescribeInstanceTypes". */
const MAX_PAGE_SIZE = 1600;

const ARCHITECTURES: Readonly<Record<string, string>> = { X86: "x86_64", ARM: "arm64" };

/**
 * DescribeInstanceTypes: what the instance types have that match every given filter. Named types are described
 * whether they are on offer or not, because every type can be used here; without names those on offer are described.
 * A name that is not an instance type is left out.
 */
export const describeInstanceTypes = defineAction({
  name: "DescribeInstanceTypes",
  writes: false,
  parameters: {
    InstanceTypes: texts(),
    InstanceTypeFamily: text(),
    InstanceTypeFamilies: texts(),
    CpuArchitecture: text(oneOf("invalidParameter", Object.keys(ARCHITECTURES))),
    MinimumCpuCoreCount: integer({ min: 1 }),
    MaximumCpuCoreCount: integer({ min: 1 }),
    MinimumMemorySize: decimal({ min: 0 }),
    MaximumMemorySize: decimal({ min: 0 }),
    MinimumGPUAmount: integer({ min: 0 }),
    MaxResults: integer({ min: 1, max: MAX_PAGE_SIZE }),
    NextToken: text(),
  },
  errors: [],
  find: (_stack, values) => (values.InstanceTypes.length > 0 ? values.InstanceTypes : OFFERED),
  handle(_stack, values, names) {
    const families = [
      ...values.InstanceTypeFamilies,
      ...(values.InstanceTypeFamily === undefined ? [] : [values.InstanceTypeFamily]),
    ];
    const architecture = ARCHITECTURES[values.CpuArchitecture ?? ""];
    const found = [...new Set(names)].flatMap((name) => {
      const type = instanceTypeOf(name);
      const matches =
        type !== undefined &&
        (families.length === 0 || families.includes(familyOf(name))) &&
        (architecture === undefined || architecture === architectureOf(name)) &&
        isBetween(type.cpu, values.MinimumCpuCoreCount, values.MaximumCpuCoreCount) &&
        isBetween(type.memoryMib / 1024, values.MinimumMemorySize, values.MaximumMemorySize) &&
        (values.MinimumGPUAmount ?? 0) === 0;
      return matches ? [instanceTypeToApi(name, type)] : [];
    });
    const { items, nextToken } = tokenPage(found, values.NextToken, values.MaxResults ?? MAX_PAGE_SIZE);
    return { InstanceTypes: { InstanceType: items }, NextToken: nextToken };
  },
});

const OFFERED = [...offeredInstanceTypes("x86_64"), ...offeredInstanceTypes("arm64")];
