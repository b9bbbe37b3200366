import { createRequire } from "node:module";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { DELIBERATELY_ABSENT } from "../testing/absent-fields.ts";
import { send } from "../testing/client.ts";
import { ECS_VERSION } from "./common/define-action.ts";
import { actions } from "./table.ts";

/** What a field is, as the response models of @alicloud/ecs20140526 say at run time. */
type FieldType = string | ModelClass | { readonly type: "array"; readonly itemType: FieldType };
interface ModelClass {
  names(): Record<string, string>;
  types(): Record<string, FieldType>;
}
type Parameters = Readonly<Record<string, string>>;

const models = createRequire(import.meta.url)("@alicloud/ecs20140526") as Record<string, ModelClass>;
const IMAGE = "m-local00000000000001";
const INSTANCE = "i-local00000000000001";
const TYPE = "ecs.n4.large";
const TAG: Parameters = { "Tag.1.Key": "a", "Tag.1.Value": "b" };
const ONE_TAG: Parameters = { ResourceType: "image", "ResourceId.1": IMAGE, ...TAG };
const BUCKET: Parameters = {
  "DiskDeviceMapping.1.OSSBucket": "bucket",
  "DiskDeviceMapping.1.OSSObject": "disk.raw",
};

/** Requests in order, at least one of each action; the last answer of an action is the one that is looked at. */
const requests: readonly (readonly [action: string, parameters: Parameters])[] = [
  ["CreateImage", { InstanceId: INSTANCE, ImageFamily: "family", ...TAG }],
  ["CreateSnapshot", { DiskId: "d-local00000000000001", RetentionDays: "1", ...TAG }],
  ["ModifyImageAttribute", { ImageId: IMAGE, Description: "changed" }],
  ["ModifyImageSharePermission", { ImageId: IMAGE, "AddAccount.1": "1234567890123456" }],
  ["ModifyImageSharePermission", { ImageId: IMAGE, IsPublic: "true" }],
  ["DescribeImageSharePermission", { ImageId: IMAGE }],
  ["ModifyImageSharePermission", { ImageId: IMAGE, IsPublic: "false" }],
  ["TagResources", { ResourceType: "disk", "ResourceId.1": "d-local00000000000001", ...TAG }],
  ["TagResources", ONE_TAG],
  ["ListTagResources", ONE_TAG],
  ["AddTags", { ResourceType: "image", ResourceId: IMAGE, ...TAG }],
  ["DescribeTags", { ResourceType: "image" }],
  ["DescribeImages", { ImageId: IMAGE }],
  ["DescribeImageFromFamily", { ImageFamily: "family" }],
  ["DescribeImageSupportInstanceTypes", { ImageId: IMAGE }],
  ["DescribeSnapshots", TAG],
  ["DescribeDisks", { DiskIds: '["d-local00000000000001"]' }],
  ["UntagResources", { ResourceType: "image", "ResourceId.1": IMAGE, "TagKey.1": "a" }],
  ["RemoveTags", { ResourceType: "image", ResourceId: IMAGE, ...TAG }],
  ["ImportImage", BUCKET],
  ["ExportImage", { ImageId: IMAGE, OSSBucket: "bucket" }],
  ["DescribeTasks", {}],
  ["DescribeTaskAttribute", { TaskId: "t-local00000000000002" }],
  ["ExportImage", { ImageId: IMAGE, OSSBucket: "bucket" }],
  ["CancelTask", { TaskId: "t-local00000000000003" }],
  ["CopyImage", { ImageId: IMAGE, DestinationRegionId: "cn-local-env02-d01" }],
  ["CancelCopyImage", { ImageId: "m-local00000000000003", RegionId: "cn-local-env02-d01" }],
  ["RunInstances", { ImageId: IMAGE, InstanceType: TYPE, SecurityGroupId: "sg-1", ...TAG }],
  ["DescribeInstances", TAG],
  ["CreateInstance", { ImageId: IMAGE, InstanceType: TYPE }],
  ["StopInstance", { InstanceId: INSTANCE }],
  ["StartInstance", { InstanceId: INSTANCE }],
  ["ReplaceSystemDisk", { InstanceId: "i-local00000000000002", ImageId: "m-local0000000000system" }],
  ["DeleteInstance", { InstanceId: INSTANCE, Force: "true" }],
  ["DeleteSnapshot", { SnapshotId: "s-local00000000000001" }],
  ["DeleteImage", { ImageId: "m-local00000000000002" }],
  ["DescribeInstanceTypes", {}],
  ["DescribeRegions", {}],
  ["DescribeZones", {}],
];
/** After these, time goes on until what they began is done. */
const STARTS_TRANSITION = new Set([
  "CreateImage",
  "CreateSnapshot",
  "ImportImage",
  "StopInstance",
  "StartInstance",
]);

const answers = new Map<string, Record<string, unknown>>();
let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ imageSeconds: 60 });
  for (const [index, [action, parameters]] of requests.entries()) {
    const { status, body } = await send(stack, action, { RegionId: stack.region, ...parameters });
    if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
    answers.set(action, body);
    const isLastExport = action === "ExportImage" && requests[index + 1]?.[0] === "DescribeTasks";
    if (STARTS_TRANSITION.has(action) || isLastExport) stack.advance(60_000);
  }
});
afterAll(() => stack.close());

const ecsActions = actions.filter((action) => action.version === ECS_VERSION).map((action) => action.name);

describe.each(ecsActions)("the answer of %s", (action) => {
  it("has every field of the SDK's model with its type, or the field is left out for a reason", () => {
    expect(departures(action)).toEqual(Object.keys(DELIBERATELY_ABSENT[action] ?? {}).sort());
  });
});

it("leaves no field out of an action that the stack does not have", () => {
  expect(Object.keys(DELIBERATELY_ABSENT).filter((action) => !ecsActions.includes(action))).toEqual([]);
});

/** The paths of the fields that the answer lacks, and of those that are of another type, which is named too. */
function departures(action: string): string[] {
  const model = models[`${action}ResponseBody`];
  if (model === undefined) throw new Error(`The SDK has no model of the answer of ${action}.`);
  return compare(model, answers.get(action), "").sort();
}

function compare(type: FieldType, value: unknown, path: string): string[] {
  if (value === undefined) return [path];
  if (typeof type === "string") return typeof value === type ? [] : [`${path}: ${typeof value}, not ${type}`];
  if ("itemType" in type) {
    if (!Array.isArray(value)) return [`${path}: no list`];
    if (value.length === 0) return [`${path}[]`];
    return [...new Set(value.flatMap((item: unknown) => compare(type.itemType, item, `${path}[]`)))];
  }
  if (typeof value !== "object" || value === null) return [`${path}: no object`];
  const types = type.types();
  const prefix = path === "" ? "" : `${path}.`;
  return Object.entries(type.names()).flatMap(([property, name]) =>
    compare(types[property] ?? "undefined", Reflect.get(value, name), `${prefix}${name}`),
  );
}
