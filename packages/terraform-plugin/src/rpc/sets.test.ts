import { describe, expect, test } from "vitest";
import { firewallProvider } from "../testing/firewall.ts";
import { started } from "../testing/started.ts";
import { elementsOf as rulesIn } from "../testing/values.ts";
import { memberOf } from "../types/access.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";

interface Rule {
  readonly port: number;
  readonly protocol?: string;
  readonly zone?: unknown;
  readonly queue?: string;
}

const KINDS = [
  ["blocks over protocol 5", "fixture_firewall", 5],
  ["blocks over protocol 6", "fixture_firewall", 6],
  ["nested attributes over protocol 6", "fixture_filter", 6],
] as const;

describe.each(KINDS)("a set of %s", (_, typeName, protocol) => {
  async function made(rule: readonly Rule[]) {
    const running = await started(firewallProvider(protocol === 6), { protocol });
    const apply = async (rules: readonly Rule[], prior: object | null) => {
      const { state, diagnostics } = await running.apply(typeName, {
        config: { rule: rules },
        prior: prior && { ...prior },
      });
      expect(diagnostics).toEqual([]);
      const again = await running.plan(typeName, { config: { rule: rules }, prior: state });
      expect(again.planned).toEqual(state);
      return state ?? {};
    };
    const state = await apply(rule, null);
    return {
      state,
      change: (rules: readonly Rule[]) => apply(rules, state),
      plan: async (rules: readonly Rule[]) => {
        const { planned } = await running.plan(typeName, { config: { rule: rules }, prior: { ...state } });
        return planned ?? {};
      },
    };
  }

  /** The rules of an object in a text each, so that order does not count. */
  function rules(object: { readonly rule?: Value }, ...names: string[]) {
    const texts = (rulesIn(object.rule) ?? []).map((each) =>
      names.map((name) => {
        const value = memberOf(each, name);
        return value === UNKNOWN ? "?" : String(value);
      }),
    );
    return texts.map((each) => each.join(" ")).sort();
  }

  test("keeps the default of an element beside one that writes another value", async () => {
    const { state } = await made([{ port: 53 }, { port: 53, protocol: "udp" }]);
    expect(rules(state, "port", "protocol")).toEqual(["53 tcp", "53 udp"]);
  });

  test("keeps what is written when another element on the same port comes", async () => {
    const { change } = await made([{ port: 53 }, { port: 53, protocol: "udp" }]);
    const after = await change([{ port: 53 }, { port: 53, protocol: "udp" }, { port: 53, protocol: "sctp" }]);
    expect(rules(after, "port", "protocol")).toEqual(["53 sctp", "53 tcp", "53 udp"]);
    expect(new Set(rules(after, "id")).size).toBe(3);
  });

  test("gives a new element no ID of another one", async () => {
    const { state, plan } = await made([{ port: 53, zone: "a" }]);
    const planned = await plan([{ port: 53, zone: "a" }, { port: 53, zone: "b" }, { port: 53 }]);
    expect(rules(planned, "zone", "id")).toEqual(["? ?", `a ${rules(state, "id")[0]}`, "b ?"]);
  });

  test("keeps every written value of two that may be left to the provider", async () => {
    const { change } = await made([
      { port: 53, zone: "a" },
      { port: 53, queue: "q" },
    ]);
    const after = await change([
      { port: 53, zone: "a", queue: "r" },
      { port: 53, zone: "b", queue: "q" },
      { port: 53 },
    ]);
    expect(rules(after, "zone", "queue")).toEqual(["a chosen queue", "a r", "b q"]);
    expect(new Set(rules(after, "id")).size).toBe(3);
  });

  test("plans a value that is not known yet as such, and the other elements as they are", async () => {
    const { state, plan } = await made([{ port: 53 }, { port: 80 }]);
    const planned = await plan([{ port: 53, zone: UNKNOWN }, { port: 80 }]);
    const id = rules(state, "port", "id").find((each) => each.startsWith("80"));
    expect(rules(planned, "port", "id")).toEqual(["53 ?", id]);
  });

  test("does not depend on the order in which it is written", async () => {
    const { state, plan } = await made([
      { port: 53 },
      { port: 53, protocol: "udp" },
      { port: 80, zone: "a" },
    ]);
    expect(await plan([{ port: 80, zone: "a" }, { port: 53, protocol: "udp" }, { port: 53 }])).toEqual(state);
  });
});
