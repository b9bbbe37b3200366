import { describe, expect, it } from "vitest";

import { listOf, newStack, run, type Sent } from "../../testing/stack.ts";

const typesOf = (sent: Sent) =>
  listOf(run(newStack(), "DescribeInstanceTypes", sent).InstanceTypes, "InstanceType");
const namesOf = (sent: Sent) => typesOf(sent).map((type) => type.InstanceTypeId);

const X86 = ["ecs.n4.small", "ecs.n4.large", "ecs.n4.xlarge"];
const ARM = ["ecs.g6r.small", "ecs.g6r.large", "ecs.g6r.xlarge"];

describe("DescribeInstanceTypes", () => {
  it("tells what a type has", () => {
    expect(typesOf({ "InstanceTypes.1": "ecs.n4.large" })).toMatchObject([
      {
        InstanceTypeId: "ecs.n4.large",
        InstanceTypeFamily: "ecs.n4",
        CpuCoreCount: 2,
        MemorySize: 8,
        CpuArchitecture: "X86",
      },
    ]);
  });

  it.each<[string, Sent, string[]]>([
    ["the types on offer", {}, [...X86, ...ARM]],
    ["the named types, on offer or not", { "InstanceTypes.1": "ecs.sn1ne.2xlarge" }, ["ecs.sn1ne.2xlarge"]],
    [
      "a named type once",
      { "InstanceTypes.1": "ecs.n4.large", "InstanceTypes.2": "ecs.n4.large" },
      ["ecs.n4.large"],
    ],
    ["nothing for a name that is not an instance type", { "InstanceTypes.1": "large" }, []],
    ["those of a family", { InstanceTypeFamily: "ecs.n4" }, X86],
    [
      "those of several families",
      { "InstanceTypeFamilies.1": "ecs.g6r", "InstanceTypeFamilies.2": "x" },
      ARM,
    ],
    ["those of an architecture", { CpuArchitecture: "ARM" }, ARM],
    ["those with enough CPUs", { CpuArchitecture: "X86", MinimumCpuCoreCount: 2 }, X86.slice(1)],
    ["those with few CPUs", { CpuArchitecture: "X86", MaximumCpuCoreCount: 2 }, X86.slice(0, 2)],
    ["those with enough memory", { CpuArchitecture: "X86", MinimumMemorySize: 2.5 }, X86.slice(1)],
    ["those with little memory", { CpuArchitecture: "X86", MaximumMemorySize: 2 }, X86.slice(0, 1)],
    ["none with a GPU", { MinimumGPUAmount: 1 }, []],
  ])("gives %s", (_name, sent, expected) => {
    expect(namesOf(sent)).toEqual(expected);
  });

  it("gives a page at a time", () => {
    const stack = newStack();
    const first = run(stack, "DescribeInstanceTypes", { MaxResults: 4 });
    const second = run(stack, "DescribeInstanceTypes", { MaxResults: 4, NextToken: String(first.NextToken) });
    const names = [first, second].map(({ InstanceTypes }) =>
      listOf(InstanceTypes, "InstanceType").map((type) => type.InstanceTypeId),
    );
    expect(names).toEqual([[...X86, ...ARM.slice(0, 1)], ARM.slice(1)]);
    expect(second.NextToken).toBe("");
  });

  it.each([
    { MaxResults: 1601 },
    { CpuArchitecture: "x86_64" },
    { MinimumMemorySize: "much" },
    { MinimumMemorySize: -1 },
    { MinimumCpuCoreCount: 0 },
  ])("refuses %j", (sent) => {
    expect(() => namesOf(sent)).toThrowError(/^The specified parameter \w+ is not valid\.$/);
  });
});
