/**
 * A plugin that serves methods for the tests of the server: bundled by esbuild and run as a process of its own, on each runtime.
 */
import { logger } from "../../log/logger.ts";
import { servePlugin } from "../serve.ts";
import { fixtureMethods } from "./fixture-methods.ts";

const log = logger("fixture");

await servePlugin(() => {
  if (process.env.FIXTURE_FAILS !== undefined) throw new Error(process.env.FIXTURE_FAILS);
  return {
    name: "registry.terraform.io/example/fixture",
    protocols: {
      ...(process.env.FIXTURE_ONLY_6 === undefined ? { 5: new Map() } : {}),
      6: new Map(Object.entries(fixtureMethods)),
    },
    onShutdown: () => log.info("shut down"),
  };
});
