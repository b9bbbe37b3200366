import { type ServiceError, status } from "@grpc/grpc-js";
import { encode } from "@msgpack/msgpack";
import {
  connectHost,
  type GrpcClient,
  killPlugin,
  type PluginProcess,
  tfplugin6 as wire,
} from "terraform-plugin/testing";
import { type CallNames, callNames } from "./calls.ts";
import { startExecutable } from "./executable.ts";
import { field, message } from "./protobuf.ts";

/** The longest time that a call may take. */
const CALL_TIMEOUT_MS = 15_000;

/** The result of a call: the response, or the status that it failed with. */
export type Result = { readonly answer: Buffer } | { readonly code: status; readonly details: string };

type PlainObject = Readonly<Record<string, unknown>>;

/** The required arguments of the resource types. */
const NEEDED = {
  alibabacloudstack_image: { instance_id: "i-1" },
  alibabacloudstack_image_copy: { source_image_id: "m-1", destination_region_id: "cn-test" },
} as const;

/** A host that sends the executable any message, over mutual TLS. */
export class HostileHost {
  readonly process: PluginProcess;
  readonly client: GrpcClient;
  readonly names: CallNames;
  /** The resource type that it sends objects of. */
  readonly type: string;
  /** A valid object of that type, in plain values. */
  readonly object: PlainObject;
  readonly #schema: Buffer;

  private constructor(
    process: PluginProcess,
    client: GrpcClient,
    names: CallNames,
    schema: Buffer,
    type: string,
    object: PlainObject,
  ) {
    this.process = process;
    this.client = client;
    this.names = names;
    this.type = type;
    this.object = object;
    this.#schema = schema;
  }

  /** Starts the executable for a host of that protocol, and configures it for an endpoint at which nothing listens. */
  static async start(
    protocol: 5 | 6,
    type: keyof typeof NEEDED = "alibabacloudstack_image",
  ): Promise<HostileHost> {
    const plugin = await startExecutable({ PLUGIN_PROTOCOL_VERSIONS: String(protocol) });
    const client = connectHost(plugin);
    const names = callNames[protocol];
    const bytes = await client.call(`/${names.service}/${schemaCall(names)}`);
    // As far as they are needed here the messages of both protocols are the same.
    const schema = wire.GetProviderSchema_Response.decode(bytes);
    const object = { ...nothing(schema.resourceSchemas.get(type)?.block), ...NEEDED[type] };
    const host = new HostileHost(plugin, client, names, bytes, type, object);
    const endpoints = schema.provider?.block?.blockTypes.find(
      ({ typeName }) => typeName === "endpoints",
    )?.block;
    await host.#configure({
      ...nothing(schema.provider?.block),
      access_key: "key",
      secret_key: "secret",
      region: "cn-test",
      max_retries: 0,
      endpoints: [{ ...nothing(endpoints), ecs: "http://127.0.0.1:1" }],
    });
    return host;
  }

  /** A DynamicValue with that object. */
  get valid(): Buffer {
    return field(1, encode(this.object));
  }

  /** Calls a method of the provider. Rejects when there is no response and no status in time. */
  async call(method: string, request: Uint8Array): Promise<Result> {
    try {
      const deadline = Date.now() + CALL_TIMEOUT_MS;
      return { answer: await this.client.call(`/${this.names.service}/${method}`, request, { deadline }) };
    } catch (error) {
      // grpc-js rejects with nothing else.
      const { code, details } = error as ServiceError;
      if (code === status.DEADLINE_EXCEEDED || code === status.UNAVAILABLE) throw error;
      return { code, details };
    }
  }

  /** Whether the provider still returns the schema that it returned first. */
  async isWell(): Promise<boolean> {
    const result = await this.call(schemaCall(this.names), Buffer.alloc(0));
    return "answer" in result && result.answer.equals(this.#schema);
  }

  async close(): Promise<void> {
    this.client.close();
    await killPlugin(this.process);
  }

  async #configure(config: PlainObject): Promise<void> {
    const request = message(field(1, "1.11.0"), field(2, field(1, encode(config))));
    const result = await this.call(this.names.configure, request);
    if (!("answer" in result) || result.answer.length > 0)
      throw new Error("the provider cannot be configured");
  }
}

/** In a Diagnostic: the severity of an error, 1, and the tag of the summary that follows. */
const ERROR = Buffer.from([0x08, 0x01, 0x12]);

/** Whether a response has an error among its diagnostics, or the call failed as a whole. */
export function isRefused(result: Result): boolean {
  return "code" in result || result.answer.includes(ERROR);
}

function schemaCall({ service }: CallNames): string {
  return service === "tfplugin5.Provider" ? "GetSchema" : "GetProviderSchema";
}

function nothing(block: wire.Schema_Block | undefined): PlainObject {
  if (!block) throw new Error("the schema is not as expected");
  const single = wire.Schema_NestedBlock_NestingMode.SINGLE;
  return Object.fromEntries([
    ...block.attributes.map(({ name }) => [name, null]),
    ...block.blockTypes.map(({ typeName, nesting }) => [typeName, nesting === single ? null : []]),
  ]);
}
