import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { limitPendingConnections } from "./pending-connections.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function connections(count: number) {
  const reasons: string[] = [];
  const limit = limitPendingConnections((reason) => reasons.push(reason));
  const opened = Array.from({ length: count }, () => {
    const socket = new Socket();
    return { socket, release: limit.add(socket) };
  });
  const open = () => opened.filter(({ socket }) => !socket.destroyed).length;
  return { opened, open, reasons };
}

describe("a connection without a call", () => {
  test("is dropped after ten seconds, and not before", () => {
    const { open, reasons } = connections(3);
    vi.advanceTimersByTime(9_999);
    expect(open()).toBe(3);
    vi.advanceTimersByTime(1);
    expect(open()).toBe(0);
    expect(reasons).toEqual(Array.from({ length: 3 }, () => "the client made no call within 10000 ms"));
  });

  test("is dropped earlier when it is the oldest of more than 64", () => {
    const { opened, open, reasons } = connections(66);
    expect(open()).toBe(64);
    expect(opened.map(({ socket }) => socket.destroyed).indexOf(false)).toBe(2);
    expect(reasons[0]).toContain("more than 64 connections");
  });
});

describe("a connection with a call", () => {
  test("stays, and does not count any more", () => {
    const { opened, open, reasons } = connections(64);
    for (const { release } of opened) release();
    vi.advanceTimersByTime(60_000);
    expect(open()).toBe(64);
    expect(reasons).toEqual([]);
  });
});

test("a connection that closes leaves no timer", () => {
  const { opened } = connections(1);
  opened[0]?.socket.emit("close");
  expect(vi.getTimerCount()).toBe(0);
});
