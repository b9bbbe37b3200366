import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dataSource } from "../definition/data-source.ts";
import { provider } from "../definition/provider.ts";
import { resource } from "../definition/resource.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { configureLog } from "../log/logger.ts";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import { schema } from "../schema/schema.ts";
import type { Validator } from "../schema/validators.ts";
import { PROTOCOLS, started } from "../testing/started.ts";

const description = "For the test.";
const SECRET = "hunter2/s3cret";
const SPELLINGS = [SECRET, encodeURIComponent(SECRET), btoa(SECRET), btoa(`user:${SECRET}`).slice(8, 20)];
const ECHO = `The password ${SECRET} (${btoa(`user:${SECRET}`)}, ?p=${encodeURIComponent(SECRET)}) is refused.`;

/** A rule that repeats the value, as that of a careless author may. */
const echoing: Validator<unknown> = {
  rule: "be better",
  validate: (value, { diagnostics, path }) =>
    diagnostics.error("Refused", `${JSON.stringify(value)} is refused.`, path),
};

const attributes = {
  id: attribute.string({ computed: true, description }),
  name: attribute.string({ optional: true, description }),
  password: attribute.string({ optional: true, sensitive: true, description }),
  onetime: attribute.string({ optional: true, writeOnly: true, description }),
};

const fails = (): never => {
  throw new DiagnosticError("Refused", ECHO, { cause: new Error(ECHO) });
};

const careless = provider({
  address: "registry.terraform.io/example/careless",
  version: "1.0.0",
  schema: schema({
    description,
    attributes: { token: attribute.string({ optional: true, sensitive: true, description }) },
  }),
  validate: (_, diagnostics) => diagnostics.warning("Careless", ECHO),
  configure: ({ config, diagnostics }) => {
    if (config.token !== null) diagnostics.warning("Careless", ECHO);
    return {};
  },
  resources: [
    resource({
      type: "account",
      schema: schema({ description, attributes }),
      validate: (_, diagnostics) => diagnostics.warning("Careless", ECHO),
      modifyPlan: ({ plan }) => {
        if (plan.name === "plan") fails();
        if (plan.name === "defect") throw new TypeError(ECHO);
        return plan;
      },
      create: fails,
      read: fails,
      update: fails,
      delete: fails,
    }),
    resource({
      type: "rule",
      schema: schema({
        description,
        attributes: {
          password: attribute.string({ optional: true, sensitive: true, description, validators: [echoing] }),
        },
        blocks: {
          login: block.list({
            description,
            validators: [echoing],
            attributes: {
              onetime: attribute.string({
                optional: true,
                writeOnly: true,
                description,
                validators: [echoing],
              }),
            },
          }),
        },
      }),
      create: fails,
      read: fails,
      delete: fails,
    }),
  ],
  dataSources: [dataSource({ type: "account", schema: schema({ description, attributes }), read: fails })],
});

let log = "";
beforeEach(() => {
  log = "";
  configureLog({
    environment: { TF_LOG: "trace" },
    write: (line) => {
      log += line;
    },
  });
});
afterEach(() => configureLog({ environment: {} }));

describe.each(PROTOCOLS)(
  "over protocol %d no diagnostic and no log line repeats a sensitive value",
  (protocol) => {
    const open = () => started(careless, { protocol });
    type Running = Awaited<ReturnType<typeof open>>;
    const secrets = { password: SECRET, onetime: SECRET };
    const ACCOUNT = "careless_account";

    test.each<[string, number, (running: Running) => Promise<{ diagnostics: readonly object[] }>]>([
      ["of a rule", 2, (running) => running.validate("careless_rule", { password: SECRET })],
      [
        "of a rule in a block, or for it",
        2,
        (r) => r.validate("careless_rule", { login: [{ onetime: SECRET }] }),
      ],
      ["of the checks of a resource", 1, (running) => running.validate(ACCOUNT, secrets)],
      ["of the checks of a provider", 1, (running) => running.validateProvider({ token: SECRET })],
      ["while configuring", 1, (running) => running.configure({ token: SECRET })],
      ["while planning", 1, (running) => running.plan(ACCOUNT, { config: { ...secrets, name: "plan" } })],
      ["of a defect", 1, (running) => running.plan(ACCOUNT, { config: { ...secrets, name: "defect" } })],
      ["while creating", 1, (running) => running.apply(ACCOUNT, { config: secrets })],
      ["while deleting", 1, (running) => running.destroy(ACCOUNT, { id: "1", password: SECRET })],
      ["while reading", 1, (running) => running.read(ACCOUNT, { id: "1", password: SECRET })],
      ["while reading data", 1, (running) => running.readData(ACCOUNT, { password: SECRET })],
    ])("%s", async (_, count, call) => {
      const running = await open();
      log = "";
      const { diagnostics } = await call(running);
      const shown = JSON.stringify(diagnostics);
      expect(diagnostics.length).toBe(count);
      expect(shown).toContain("***");
      for (const spelling of SPELLINGS) {
        expect(shown).not.toContain(spelling);
        expect(log).not.toContain(spelling);
      }
      expect(log).toContain("Served request");
    });
  },
);
