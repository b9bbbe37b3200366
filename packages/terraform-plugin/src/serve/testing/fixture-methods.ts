import { setTimeout as sleep } from "node:timers/promises";
import { logger, maskSecret } from "../../log/logger.ts";
import { GrpcError, GrpcStatusCode, type Method } from "../grpc/server.ts";

const log = logger("fixture");

/** Resolves after a time, or as soon as the signal is aborted. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return sleep(ms, undefined, signal && { signal }).catch(() => {});
}

/** What happened to calls that were given up, to be asked for by `/test.Calls/Ended`. */
const ended: string[] = [];

/** The methods of the fixture plugin, by path. */
export const fixtureMethods: Readonly<Record<string, Method>> = {
  "/test.Calls/Echo": { kind: "unary", handle: async (request) => request },
  "/test.Calls/Path": { kind: "unary", handle: async (_request, { path }) => Buffer.from(path) },
  "/test.Calls/Repeat": {
    kind: "server-stream",
    async *handle(request) {
      const { count, bytes } = JSON.parse(Buffer.from(request).toString());
      for (let index = 0; index < count; index++) yield Buffer.alloc(bytes, index % 256);
    },
  },
  "/test.Calls/FailLate": {
    kind: "server-stream",
    async *handle(request) {
      yield request;
      throw new GrpcError(GrpcStatusCode.ABORTED, "gave up after one");
    },
  },
  "/test.Calls/EchoAll": {
    kind: "bidirectional",
    async *handle(requests) {
      for await (const request of requests) yield request;
    },
  },
  "/test.Calls/Wait": {
    kind: "unary",
    handle: async (request, { signal }) => {
      await pause(60_000, signal);
      const reason: unknown = signal.reason;
      ended.push(`${Buffer.from(request).toString()}: ${reason instanceof GrpcError ? reason.code : "?"}`);
      return request;
    },
  },
  "/test.Calls/WaitForever": {
    kind: "server-stream",
    async *handle(request, { signal }) {
      try {
        yield request;
        await pause(60_000, signal);
      } finally {
        ended.push(`${Buffer.from(request).toString()}: stream`);
      }
    },
  },
  "/test.Calls/Ended": { kind: "unary", handle: async () => Buffer.from(JSON.stringify(ended)) },
  "/test.Calls/Throw": {
    kind: "unary",
    handle: async (request) => {
      throw new Error(Buffer.from(request).toString());
    },
  },
  "/test.Calls/ThrowStatus": {
    kind: "unary",
    handle: async () => {
      throw new GrpcError(GrpcStatusCode.FAILED_PRECONDITION, "100 % of »ümlauts« 中文\n");
    },
  },
  "/test.Calls/ThrowNothing": {
    kind: "unary",
    handle: () => {
      throw undefined;
    },
  },
  "/test.Calls/TooLarge": { kind: "unary", handle: async () => Buffer.alloc(256 * 1024 * 1024 + 1) },
  "/test.Process/Memory": { kind: "unary", handle: async () => Buffer.from(`${process.memoryUsage().rss}`) },
  "/test.Process/Crash": {
    kind: "unary",
    handle: async (request) => {
      setTimeout(() => {
        throw new Error(Buffer.from(request).toString());
      }, 1);
      return pause(60_000).then(() => request);
    },
  },
  "/test.Process/Reject": {
    kind: "unary",
    handle: async (request) => {
      void Promise.reject(new Error(Buffer.from(request).toString()));
      return pause(60_000).then(() => request);
    },
  },
  "/test.Process/Print": {
    kind: "unary",
    handle: async (request) => {
      const text = Buffer.from(request).toString();
      maskSecret("s3cret/value");
      console.log("console.log", text);
      console.error("console.error", { text });
      process.stdout.write("process.stdout.write\n");
      log.warn("a line", { password: "s3cret/value", nested: { url: "https://host/?p=s3cret%2Fvalue" } });
      log.info("x".repeat(100_000));
      return request;
    },
  },
  "/test.Process/FillStderr": {
    kind: "unary",
    handle: async (request) => {
      for (let index = 0; index < 5000; index++) log.info(`line ${index}`, { padding: "y".repeat(100) });
      return request;
    },
  },
};
