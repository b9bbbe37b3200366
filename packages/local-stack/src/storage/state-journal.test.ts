import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { replay, StateJournal } from "./state-journal.ts";

/** Data as a stack exports it: records that stay the same objects while their fields are replaced, pairs that do not. */
class Model {
  readonly records: { id: number; fields: { text: string } }[] = [];
  readonly pairs = new Map<string, { text: string }>();
  readonly #gone = new Set<string>();
  readonly counters = { made: 0 };
  offset = 0;

  export() {
    return {
      offset: this.offset,
      counters: this.counters,
      records: [...this.records],
      pairs: [...this.pairs],
    };
  }

  apply(step: Step): void {
    if (step.kind === "add") this.records.push({ id: this.counters.made++, fields: { text: step.text } });
    const record = this.records[step.at % Math.max(1, this.records.length)];
    if (step.kind === "change" && record !== undefined) record.fields = { text: step.text };
    if (step.kind === "remove") this.records.splice(step.at, 1);
    const key = `key-${step.at}`;
    if (step.kind === "pair" && !this.#gone.has(key)) this.pairs.set(key, { text: step.text });
    if (step.kind === "unpair" && this.pairs.delete(key)) this.#gone.add(key);
    if (step.kind === "offset") this.offset = step.at;
  }
}

const steps = fc.record({
  kind: fc.constantFrom("add", "change", "remove", "pair", "unpair", "offset"),
  at: fc.nat(5),
  text: fc.string({ unit: "binary" }),
});
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a journal", () => {
  it("gives the data of any time, from the whole and the changes since", () => {
    fc.assert(
      fc.property(fc.array(steps), fc.array(fc.array(steps, { maxLength: 4 })), (before, rounds) => {
        const model = new Model();
        for (const step of before) model.apply(step);
        const whole = model.export();
        const written = asJson(whole) as object;
        const journal = new StateJournal();
        journal.restart(whole);
        const lines: string[] = [];
        for (const round of rounds) {
          for (const step of round) model.apply(step);
          const line = journal.changes(model.export());
          if (line !== undefined) lines.push(line);
          expect(asJson(replay(written, lines))).toEqual(asJson(model.export()));
        }
      }),
    );
  });

  it("says nothing when nothing has changed", () => {
    const model = new Model();
    model.apply({ kind: "add", at: 0, text: "a" });
    const journal = new StateJournal();
    journal.restart(model.export());
    expect(journal.changes(model.export())).toBeUndefined();
  });

  it("says of a change what has changed and no more", () => {
    const model = new Model();
    for (const text of ["a", "b", "c"]) model.apply({ kind: "add", at: 0, text });
    const journal = new StateJournal();
    journal.restart(model.export());
    model.apply({ kind: "change", at: 1, text: "d" });
    model.apply({ kind: "remove", at: 2, text: "" });
    expect(JSON.parse(journal.changes(model.export()) ?? "")).toEqual({
      put: { records: [[1, { id: 1, fields: { text: "d" } }]] },
      drop: { records: [2] },
    });
  });

  it.each(["1", "[]", '{"put":[]}', "{"])("refuses the line %s", (line) => {
    expect(() => replay({ list: [] }, [line])).toThrow();
  });
});
