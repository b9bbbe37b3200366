import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { OperationStopped, OperationTimedOut } from "../operation/errors.ts";
import { fixtureProvider, madeFrom } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";

const DISK = "fixture_disk";

describe.each(PROTOCOLS)("timeouts over protocol %d", (protocol) => {
  test("of a create come from the configuration", async () => {
    const seen: unknown[] = [];
    const provider = fixtureProvider({
      create: async ({ plan, signal, timeoutMs }) => {
        seen.push(timeoutMs, await reasonOf(signal));
        return madeFrom(plan, "d-1", 1);
      },
    });
    const running = await started(provider, { protocol });
    await running.apply(DISK, { config: { name: "data", timeouts: { create: "20ms", delete: "1h" } } });
    expect(seen).toEqual([20, new OperationTimedOut(20)]);
    expect(seen[1]).toBeInstanceOf(OperationTimedOut);
  });

  test("of a delete come from the state, since a destroyed object has no configuration", async () => {
    const seen: unknown[] = [];
    const provider = fixtureProvider({
      delete: async ({ signal, timeoutMs }) => {
        seen.push(timeoutMs, await reasonOf(signal));
      },
    });
    const running = await started(provider, { protocol });
    await running.destroy(DISK, { name: "data", id: "d-1", timeouts: { create: "1h", delete: "15ms" } });
    expect(seen).toEqual([15, new OperationTimedOut(15)]);
  });

  test("are those of the schema when nothing is configured", async () => {
    const seen: number[] = [];
    const provider = fixtureProvider({
      create: async ({ plan, timeoutMs }) => {
        seen.push(timeoutMs);
        return madeFrom(plan, "d-1", 1);
      },
    });
    const running = await started(provider, { protocol });
    await running.apply(DISK, { config: { name: "data" } });
    expect(seen).toEqual([600_000]);
  });

  test("that pass in a wait of Node's own are reported as timeouts, with the partial state", async () => {
    const provider = fixtureProvider({
      create: async ({ plan, signal, partial }) => {
        partial(madeFrom(plan, "d-1", 1));
        await sleep(60_000, undefined, { signal });
        return madeFrom(plan, "d-1", 2);
      },
    });
    const running = await started(provider, { protocol });
    const { state, diagnostics } = await running.apply(DISK, {
      config: { name: "data", timeouts: { create: "20ms" } },
    });
    expect(state).toMatchObject({ id: "d-1", revision: 1 });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Operation timed out" }]);
    expect(diagnostics[0]?.detail).toContain("20ms");
  });
});

describe.each(PROTOCOLS)("an interrupt over protocol %d", (protocol) => {
  test("aborts what is under way, and later calls work again", async () => {
    const begun = [signalled(), signalled()] as const;
    const abortedAtStart: boolean[] = [];
    let round = 0;
    const provider = fixtureProvider({
      create: async ({ plan, signal, partial }) => {
        abortedAtStart.push(signal.aborted);
        partial(madeFrom(plan, "d-half", 0));
        begun[round]?.now();
        await reasonOf(signal);
        throw signal.reason;
      },
    });
    const running = await started(provider, { protocol });
    for (const { promise } of begun) {
      const applied = running.apply(DISK, { config: { name: "data" } });
      await promise;
      await running.stop();
      const { state, diagnostics } = await applied;
      expect(state).toMatchObject({ id: "d-half" });
      expect(diagnostics).toMatchObject([{ severity: "error", summary: "Operation interrupted" }]);
      round++;
    }
    expect(abortedAtStart).toEqual([false, false]);
  });

  test("gives OperationStopped as the reason", async () => {
    const begun = signalled();
    let reason: unknown;
    const provider = fixtureProvider({
      read: async ({ state, signal }) => {
        begun.now();
        reason = await reasonOf(signal);
        return state;
      },
    });
    const running = await started(provider, { protocol });
    const read = running.read(DISK, { name: "data", id: "d-1" });
    await begun.promise;
    await running.stop();
    await read;
    expect(reason).toBeInstanceOf(OperationStopped);
  });

  test("is answered at once, also when what is under way takes no notice", async () => {
    const begun = signalled();
    const end = signalled();
    const provider = fixtureProvider({
      read: async ({ state }) => {
        begun.now();
        await end.promise;
        return state;
      },
    });
    const running = await started(provider, { protocol });
    const read = running.read(DISK, { name: "data", id: "d-1" });
    await begun.promise;
    await running.stop();
    end.now();
    expect((await read).diagnostics).toEqual([]);
  });
});

/** A promise that is resolved from outside. */
function signalled(): { readonly promise: Promise<void>; now(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((each) => {
    resolve = each;
  });
  return { promise, now: () => resolve() };
}

/** Resolves with the reason as soon as the signal is aborted. */
function reasonOf(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener("abort", () => resolve(signal.reason));
  });
}
