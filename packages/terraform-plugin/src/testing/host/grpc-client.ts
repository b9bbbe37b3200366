import {
  type CallOptions,
  Client,
  credentials,
  Metadata,
  type ServiceError,
  type StatusObject,
} from "@grpc/grpc-js";
import type { PluginAddress } from "../../serve/handshake.ts";
import { hostCertificate, type PluginProcess } from "./plugin-process.ts";

/** Connects to a plugin as its host does; grpc-js is the independent gRPC implementation that judges the server. */
export function connectHost(plugin: PluginProcess): GrpcClient {
  return new GrpcClient(
    plugin,
    credentials.createSsl(
      Buffer.from(plugin.certificatePem),
      Buffer.from(hostCertificate.privateKeyPem),
      Buffer.from(hostCertificate.certificatePem),
    ),
  );
}

/** Connects to a plugin that serves without TLS. */
export function connectPlain(server: PluginAddress): GrpcClient {
  return new GrpcClient(server, credentials.createInsecure());
}

const asIs = (message: Buffer): Buffer => message;

/** The end of a stream: everything received, and the status. */
export interface StreamResult {
  readonly messages: Buffer[];
  readonly status: StatusObject;
}

/** A client whose messages are bytes. */
export class GrpcClient extends Client {
  constructor(
    { network, address }: PluginAddress,
    channelCredentials: ReturnType<typeof credentials.createInsecure>,
  ) {
    super(network === "unix" ? `unix:${address}` : address, channelCredentials, {
      "grpc.ssl_target_name_override": "localhost",
      "grpc.default_authority": "localhost",
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
      "grpc.enable_retries": 0,
    });
  }

  /** Calls a method with one request and one response; rejects with a ServiceError. */
  call(path: string, request: Uint8Array | string = "", options: CallOptions = {}): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.makeUnaryRequest(
        path,
        asIs,
        asIs,
        Buffer.from(request),
        new Metadata(),
        options,
        (error, value) => (error === null ? resolve(value ?? Buffer.alloc(0)) : reject(error)),
      );
    });
  }

  /** Calls a method and returns the status it fails with. */
  async failure(
    path: string,
    request: Uint8Array | string = "",
    options: CallOptions = {},
  ): Promise<ServiceError> {
    return this.call(path, request, options).then(
      () => Promise.reject(new Error(`${path} succeeded`)),
      (error: ServiceError) => error,
    );
  }

  /** Opens a stream of responses to one request. */
  serverStream(path: string, request: Uint8Array | string = "") {
    return this.makeServerStreamRequest(path, asIs, asIs, Buffer.from(request));
  }

  /** Opens a stream in both directions. */
  bidirectional(path: string) {
    return this.makeBidiStreamRequest(path, asIs, asIs);
  }
}

/** Reads a stream to its end. */
export function readAll(stream: {
  on(event: "data", listener: (message: Buffer) => void): unknown;
  on(event: "status", listener: (status: StatusObject) => void): unknown;
  on(event: "error", listener: () => void): unknown;
}): Promise<StreamResult> {
  const messages: Buffer[] = [];
  return new Promise((resolve) => {
    stream.on("data", (message) => messages.push(message));
    stream.on("error", () => {});
    stream.on("status", (status) => resolve({ messages, status }));
  });
}
