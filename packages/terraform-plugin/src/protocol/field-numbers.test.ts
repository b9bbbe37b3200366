import { describe, expect, test } from "vitest";
import { loadProto } from "../testing/proto-reflection.ts";
import * as wire5 from "./generated/tfplugin5.ts";
import * as wire6 from "./generated/tfplugin6.ts";

const proto5 = await loadProto("tfplugin5.proto");
const proto6 = await loadProto("tfplugin6.proto");

const NOTHING = new Uint8Array(0);

describe("the two protocols number some fields differently", () => {
  test.each([
    ["Schema.Attribute", "writeOnly", 10, 11],
    ["Schema.Attribute", "deprecationMessage", 11, 12],
    ["Schema.Attribute", "nestedType", undefined, 10],
    ["Schema.Block", "computed", undefined, 8],
    ["PlanResourceChange.Request", "plannedPrivate", undefined, 9],
  ])("%s.%s is %s in protocol 5 and %s in protocol 6", (message, field, in5, in6) => {
    expect(proto5.lookupType(`tfplugin5.${message}`).fields[field]?.id).toBe(in5);
    expect(proto6.lookupType(`tfplugin6.${message}`).fields[field]?.id).toBe(in6);
  });

  test("a write-only attribute is marked under the number of its protocol on the wire", () => {
    const attribute = {
      name: "",
      type: NOTHING,
      description: "",
      required: false,
      optional: false,
      computed: false,
      sensitive: false,
      descriptionKind: 0,
      deprecated: false,
      writeOnly: true,
      deprecationMessage: "",
    } as const;
    const in5 = wire5.Schema_Attribute.encode(attribute).finish();
    const in6 = wire6.Schema_Attribute.encode({ ...attribute, nestedType: undefined }).finish();
    expect([...in5]).toEqual([(10 << 3) | 0, 1]);
    expect([...in6]).toEqual([(11 << 3) | 0, 1]);
  });
});

describe("the parts that every call is made of are numbered alike", () => {
  test.each([
    ["DynamicValue", { msgpack: 1, json: 2 }],
    ["Diagnostic", { severity: 1, summary: 2, detail: 3, attribute: 4 }],
    ["AttributePath.Step", { attributeName: 1, elementKeyString: 2, elementKeyInt: 3 }],
    ["RawState", { json: 1, flatmap: 2 }],
    ["Schema.NestedBlock", { typeName: 1, block: 2, nesting: 3, minItems: 4, maxItems: 5 }],
    [
      "PlanResourceChange.Response",
      {
        plannedState: 1,
        requiresReplace: 2,
        plannedPrivate: 3,
        diagnostics: 4,
        legacyTypeSystem: 5,
        deferred: 6,
        plannedIdentity: 7,
      },
    ],
    [
      "ApplyResourceChange.Response",
      { newState: 1, private: 2, diagnostics: 3, legacyTypeSystem: 4, newIdentity: 5 },
    ],
    ["ReadResource.Response", { newState: 1, diagnostics: 2, private: 3, deferred: 4, newIdentity: 5 }],
  ])("%s", (message, numbers) => {
    for (const type of [
      proto5.lookupType(`tfplugin5.${message}`),
      proto6.lookupType(`tfplugin6.${message}`),
    ]) {
      expect(Object.fromEntries(type.fieldsArray.map((field) => [field.name, field.id]))).toEqual(numbers);
    }
  });

  test.each([
    ["Diagnostic.Severity", { INVALID: 0, ERROR: 1, WARNING: 2 }],
    ["Schema.NestedBlock.NestingMode", { INVALID: 0, SINGLE: 1, LIST: 2, SET: 3, MAP: 4, GROUP: 5 }],
    ["StringKind", { PLAIN: 0, MARKDOWN: 1 }],
  ])("%s", (name, values) => {
    expect(proto5.lookupEnum(`tfplugin5.${name}`).values).toEqual(values);
    expect(proto6.lookupEnum(`tfplugin6.${name}`).values).toEqual(values);
  });
});
