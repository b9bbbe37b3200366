import { field, message } from "./protobuf.ts";

const SOURCE = "registry.terraform.io/aliyun/alibabacloudstack";

/** A call that carries a value; `build` makes its message from a DynamicValue, or from the JSON of stored state. */
export interface CallWithValue {
  readonly method: string;
  readonly what: string;
  /** The message with this value in the place under test, and `valid` in all others. */
  build(value: Buffer, valid: Buffer): Buffer;
}

/** Messages about a resource of that type. */
const messagesOf =
  (type: string) =>
  (...fields: readonly Buffer[]) =>
    message(field(1, type), ...fields);

/** The names of calls in a protocol. */
export interface CallNames {
  readonly service: string;
  readonly validateProvider: string;
  readonly validateResource: string;
  readonly validateData: string;
  readonly configure: string;
}

/** Protocol 5 and 6 have the same messages, but some calls have other names. */
export const callNames: Readonly<Record<5 | 6, CallNames>> = {
  5: {
    service: "tfplugin5.Provider",
    validateProvider: "PrepareProviderConfig",
    validateResource: "ValidateResourceTypeConfig",
    validateData: "ValidateDataSourceConfig",
    configure: "Configure",
  },
  6: {
    service: "tfplugin6.Provider",
    validateProvider: "ValidateProviderConfig",
    validateResource: "ValidateResourceConfig",
    validateData: "ValidateDataResourceConfig",
    configure: "ConfigureProvider",
  },
};

/** Calls that carry an object of that type, in every place that takes one. */
export function objectCalls(names: CallNames, type: string): readonly CallWithValue[] {
  const typed = messagesOf(type);
  const change = (method: string, place: number, what: string): CallWithValue => ({
    method,
    what,
    build: (value, valid) =>
      typed(...[2, 3, 4].map((number) => field(number, number === place ? value : valid))),
  });
  return [
    { method: names.validateResource, what: "config", build: (value) => typed(field(2, value)) },
    { method: "ReadResource", what: "current_state", build: (value) => typed(field(2, value)) },
    change("PlanResourceChange", 2, "prior_state"),
    change("PlanResourceChange", 3, "proposed_new_state"),
    change("PlanResourceChange", 4, "config"),
    change("ApplyResourceChange", 2, "prior_state"),
    change("ApplyResourceChange", 3, "planned_state"),
    change("ApplyResourceChange", 4, "config"),
  ];
}

/** Calls that carry the configuration of the provider. */
export function providerCalls(names: CallNames): readonly CallWithValue[] {
  return [
    { method: names.validateProvider, what: "config", build: (value) => message(field(1, value)) },
    {
      method: names.configure,
      what: "config",
      build: (value) => message(field(1, "1.11.0"), field(2, value)),
    },
  ];
}

/** Calls that carry stored state of that type as JSON. */
export function storedStateCalls(type: string): readonly CallWithValue[] {
  return [
    {
      method: "UpgradeResourceState",
      what: "raw_state",
      build: (value) => messagesOf(type)(field(3, field(1, value))),
    },
    {
      method: "MoveResourceState",
      what: "source_state",
      build: (value) => message(field(1, SOURCE), field(2, type), field(4, field(1, value)), field(5, type)),
    },
  ];
}

/** Calls that carry bytes or names, with objects of that type. */
export function otherCalls(type: string): readonly CallWithValue[] {
  const typed = messagesOf(type);
  return [
    { method: "ImportResourceState", what: "id", build: (value) => typed(field(2, value)) },
    {
      method: "ReadResource",
      what: "private",
      build: (value, valid) => typed(field(2, valid), field(3, value)),
    },
    {
      method: "PlanResourceChange",
      what: "prior_private",
      build: (value, valid) => typed(field(2, valid), field(3, valid), field(4, valid), field(5, value)),
    },
    {
      method: "ReadDataSource",
      what: "type_name",
      build: (value, valid) => message(field(1, value), field(2, valid)),
    },
    {
      method: "ReadResource",
      what: "type_name",
      build: (value, valid) => message(field(1, value), field(2, valid)),
    },
  ];
}

/** Calls with empty messages. */
export const emptyCalls = ["GetMetadata", "GetResourceIdentitySchemas", "GetFunctions"] as const;
