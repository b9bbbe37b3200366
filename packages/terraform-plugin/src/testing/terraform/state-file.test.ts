import { describe, expect, test } from "vitest";
import { Decimal } from "../../types/decimal.ts";
import { parseStateFile } from "./state-file.ts";

const resource = (more: object) => ({
  mode: "managed",
  type: "image",
  name: "a",
  instances: [instance({})],
  ...more,
});
const instance = (more: object) => ({ schema_version: 1, attributes: { id: "m-1" }, ...more });
const parse = (...resources: object[]) => parseStateFile(JSON.stringify({ version: 4, resources }));

describe("a state file", () => {
  test.each([
    ["an object", resource({}), ["image.a"]],
    ["a data source", resource({ mode: "data" }), ["data.image.a"]],
    ["an object of a module", resource({ module: "module.m" }), ["module.m.image.a"]],
    [
      "count",
      resource({ instances: [instance({ index_key: 0 }), instance({ index_key: 1 })] }),
      ["image.a[0]", "image.a[1]"],
    ],
    ["for_each", resource({ instances: [instance({ index_key: 'k"' })] }), ['image.a["k\\""]']],
    [
      "a deposed object",
      resource({ instances: [instance({ deposed: "00ff" })] }),
      ["image.a (deposed 00ff)"],
    ],
  ])("has %s by address", (_, each, addresses) => {
    expect([...parse(each).keys()]).toEqual(addresses);
  });

  test("tells what is stored beside the attributes", () => {
    const [object] = parse(
      resource({ instances: [instance({ status: "tainted", private: "e30=", dependencies: ["image.b"] })] }),
    ).values();
    expect(object).toEqual({
      attributes: { id: "m-1" },
      schemaVersion: 1,
      private: "{}",
      tainted: true,
      dependencies: ["image.b"],
    });
  });

  test("keeps every digit of a number", () => {
    const text =
      '{"version":4,"resources":[{"mode":"managed","type":"image","name":"a","instances":[INSTANCE]}]}';
    const instance =
      '{"schema_version":0,"attributes":{"big":9007199254740993,"small":42,"list":[{"exact":0.12345678901234567890123}]}}';
    expect(parseStateFile(text.replace("INSTANCE", instance)).get("image.a")?.attributes).toEqual({
      big: new Decimal("9007199254740993"),
      small: 42,
      list: [{ exact: new Decimal("0.12345678901234567890123") }],
    });
  });

  test("of another version is refused", () => {
    expect(() => parseStateFile('{"version":3,"modules":[]}')).toThrow("version 3");
  });
});
