import { describe, expect, it } from "vitest";

import { optionNames, optionTable } from "./option-table.ts";
import { resolveSettings } from "./settings.ts";

describe("the settings", () => {
  it("are the defaults where nothing is given", () => {
    const settings = resolveSettings({});
    for (const name of optionNames) expect(settings[name]).toBe(optionTable[name].defaultValue);
  });

  it("are what is given, and nothing else", () => {
    expect(resolveSettings({ port: 80, chaos: "", other: 1 })).toEqual({
      ...resolveSettings({}),
      port: 80,
      chaos: "",
    });
  });

  it.each([
    [{ port: 1.5 }, "port must be a whole number from 0 to 65535."],
    [{ port: "80" }, "port must be a whole number from 0 to 65535."],
    [{ tls: "yes" }, "tls must be true or false."],
    [{ imageSeconds: Number.NaN }, "imageSeconds must be a number of at least 0."],
    [{ rateLimit: Number.POSITIVE_INFINITY }, "rateLimit must be a number of at least 1."],
    [{ chaosShare: 1.1 }, "chaosShare must be a number from 0 to 1."],
    [{ region: "UPPER" }, "region must be 1 to 63 lower-case letters,"],
    [{ stateFile: "" }, "stateFile must be a string that is not empty."],
    [{ host: "::" }, "host is ::, which is not a loopback address:"],
  ])("refuse %j with the name and the rule", (options, message) => {
    expect(() => resolveSettings(options)).toThrowError(message);
  });

  it.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("take the host %s", (host) => {
    expect(resolveSettings({ host }).host).toBe(host);
  });

  it("take any host with allowRemote", () => {
    expect(resolveSettings({ host: "0.0.0.0", allowRemote: true }).host).toBe("0.0.0.0");
  });

  it.each(["accessKeySecret", "securityToken"])("never show the value of %s", (name) => {
    expect(() => resolveSettings({ [name]: { secret: "precious" } })).toThrowError(
      `${name} must be a string that is not empty.`,
    );
  });
});

describe("the table of options", () => {
  it("has a flag and a summary for each option of the command line, and only once", () => {
    const rows = optionNames.map((name) => optionTable[name]).filter(({ flag }) => flag !== undefined);
    expect(new Set(rows.map(({ flag }) => flag)).size).toBe(rows.length);
    for (const { flag, placeholder, summary, kind } of rows) {
      expect(flag).toMatch(/^[a-z][a-z-]*$/);
      expect(summary).not.toBe("");
      expect(placeholder === "").toBe(kind.isFlag);
    }
  });
});
