import { describe, expect, test } from "vitest";
import { PrivateState } from "./private-state.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (state: PrivateState) => new TextDecoder().decode(state.encode());

describe("private state", () => {
  test("gives back what was stored under a name", () => {
    const state = PrivateState.decode(new Uint8Array(0));
    state.set("token", { value: "t-1", uses: [1, 2] });
    expect(PrivateState.decode(state.encode()).get("token")).toEqual({ value: "t-1", uses: [1, 2] });
  });

  test("keeps the members of others", () => {
    const state = PrivateState.decode(bytes('{"schema_version":"1"}'));
    state.set("token", "t-1");
    expect(textOf(state)).toBe('{"schema_version":"1","token":"t-1"}');
  });

  test("stores nothing once the last member is gone", () => {
    const state = PrivateState.decode(bytes('{"token":"t-1"}'));
    state.set("token", undefined);
    expect(state.encode()).toHaveLength(0);
  });

  test("is changed by setting only", () => {
    const state = PrivateState.decode(bytes('{"token":"t-1"}'));
    state.get("token");
    expect(state.changed).toBe(false);
    state.set("token", "t-1");
    expect(state.changed).toBe(true);
  });

  test.each(["", "{", "null", "[1]", '"text"', "\u0000\u0001"])(
    "reads %j, which is no object, as empty",
    (text) => {
      const state = PrivateState.decode(bytes(text));
      expect(state.encode()).toHaveLength(0);
    },
  );

  test.each(["__proto__", "constructor", "toString"])("has no member %s unless it was stored", (name) => {
    const state = PrivateState.decode(bytes("{}"));
    expect(state.get(name)).toBeUndefined();
    state.set(name, 1);
    expect(PrivateState.decode(state.encode()).get(name)).toBe(1);
  });
});
