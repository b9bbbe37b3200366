/** What a handler knows about the call it serves. */
export interface CallContext {
  /** The path of the method, such as `/tfplugin6.Provider/ReadResource`. */
  readonly path: string;
  /** Aborted when the caller cancels, goes away or its deadline passes; the reason is a GrpcError that says which. */
  readonly signal: AbortSignal;
}

/** A call with one request and one response. */
export interface UnaryMethod {
  readonly kind: "unary";
  readonly handle: (request: Uint8Array, context: CallContext) => Promise<Uint8Array>;
  /** Called once when the call is over, after the last byte of the response was handed to the socket. */
  readonly afterResponse?: () => void;
}

/** A call with one request and any number of responses. */
export interface ServerStreamMethod {
  readonly kind: "server-stream";
  readonly handle: (request: Uint8Array, context: CallContext) => AsyncIterable<Uint8Array>;
}

/** A call in which both sides send any number of messages, independently of each other. */
export interface BidirectionalMethod {
  readonly kind: "bidirectional";
  readonly handle: (requests: AsyncIterable<Uint8Array>, context: CallContext) => AsyncIterable<Uint8Array>;
}

/**
 * One RPC: its handler works on encoded messages. A handler that throws a GrpcError chooses the status; any other error
 * becomes INTERNAL with the error's message. A handler should stop when its signal is aborted; what it returns or throws
 * afterwards is dropped.
 */
export type Method = UnaryMethod | ServerStreamMethod | BidirectionalMethod;

/** The methods of one or more services by path, such as `/tfplugin6.Provider/GetProviderSchema`. */
export type MethodTable = ReadonlyMap<string, Method>;
