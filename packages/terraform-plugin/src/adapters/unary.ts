import { logRequest } from "../log/request-log.ts";
import type { CallContext, Method } from "../serve/grpc/method.ts";

interface Decoder<Q> {
  decode(bytes: Uint8Array): Q;
}

interface Encoder<A> {
  encode(message: A): { finish(): Uint8Array };
}

/** A method with one request and one response message, given the generated codecs of both. */
export function unary<Q extends object, A extends object>(
  request: Decoder<Q>,
  response: Encoder<A>,
  handle: (request: Q, context: CallContext) => A | Promise<A>,
): Method {
  return {
    kind: "unary",
    handle: async (bytes, context) => {
      const message = request.decode(bytes);
      const responded = await logRequest({ path: context.path, message }, () => handle(message, context));
      return response.encode(responded).finish();
    },
  };
}
