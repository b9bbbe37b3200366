import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { Stack } from "../../model/stack.ts";
import type { JsonObject } from "../../wire/json.ts";
import type { RequestParameters } from "../../wire/parameters.ts";
import { checkFields, readFields } from "../parameters/list-parameters.ts";
import type { Parameters, Values } from "../parameters/parameter.ts";

/** The version of the ECS API; an action has it unless it says otherwise. */
export const ECS_VERSION = "2014-05-26";

/** What an action knows about the request beside its parameters. */
export interface Caller {
  /** The key the request was signed with. */
  readonly accessKeyId: string;
  /** Host and port the request was sent to, as the client spelled them. */
  readonly host: string;
}

/** For an action with a ClientToken: a second call with the same token gets the first response again. */
interface Idempotency {
  /** The error for the same token with other parameters. */
  readonly mismatch: ErrorName;
  /** The error for a token that is too long or not ASCII. */
  readonly malformed: ErrorName;
}

/** The definition of an action. */
export interface ActionDefinition<P extends Parameters, F> {
  readonly name: string;
  /** The version of the API it belongs to, that of ECS unless given. */
  readonly version?: string;
  /** Whether it can change the stack. */
  readonly writes: boolean;
  readonly parameters: P;
  readonly clientToken?: Idempotency;
  /** The errors of `find` and `handle`. `defineAction` adds those of the parameters' rules. */
  readonly errors: readonly ErrorName[];
  /** Looks up what the request names; throws for what does not exist. */
  find(stack: Stack, values: Values<P>): F;
  /** Does the work. Called after the rules of all parameters have been checked. */
  handle(stack: Stack, values: Values<P>, found: F, caller: Caller): JsonObject;
}

/** One row of the table of actions. */
export interface Action {
  readonly name: string;
  readonly version: string;
  readonly writes: boolean;
  readonly parameters: Parameters;
  /** The errors of this action, beside those that every action can return. */
  readonly errors: readonly ErrorName[];
  /** Handles one request; throws an ApiError when it refuses the request. */
  run(stack: Stack, source: RequestParameters, caller: Caller): JsonObject;
}

/**
 * Makes a row of the table of actions. Checks have the service's order: required parameters and types, client token,
 * existence, rules of values, dry run, and state.
 */
export function defineAction<P extends Parameters, F>(definition: ActionDefinition<P, F>): Action {
  const { name, parameters, clientToken } = definition;
  const ruleErrors = Object.values(parameters).flatMap((parameter) => parameter.ruleErrors);
  const tokenErrors = clientToken === undefined ? [] : [clientToken.mismatch, clientToken.malformed];
  return {
    name,
    version: definition.version ?? ECS_VERSION,
    writes: definition.writes,
    parameters,
    errors: [...new Set([...definition.errors, ...ruleErrors, ...tokenErrors])],
    run(stack, source, caller) {
      stack.processDueEvents();
      const values = readFields(parameters, source);
      const token = clientToken === undefined ? undefined : source.get("ClientToken");
      const fingerprint = token === undefined ? "" : JSON.stringify(values);
      if (clientToken !== undefined && token !== undefined) {
        if (!/^[\x20-\x7e]{1,64}$/.test(token)) throw apiError(clientToken.malformed);
        const known = stack.tokens.get(name, token);
        if (known !== undefined) {
          if (known.fingerprint !== fingerprint) throw apiError(clientToken.mismatch);
          return known.answer;
        }
      }
      const found = definition.find(stack, values);
      checkFields(parameters, values);
      if (asksForDryRun(values)) throw apiError("dryRun");
      const response = definition.handle(stack, values, found, caller);
      if (token !== undefined) stack.tokens.set(name, token, { fingerprint, answer: response });
      return response;
    },
  };
}

function asksForDryRun(values: Readonly<Record<string, unknown>>): boolean {
  return values.DryRun === true;
}
