import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyMessage, asGenerated, loadProto, messageTypes } from "../testing/proto-reflection.ts";
import * as broker from "./generated/grpc_broker.ts";
import * as health from "./generated/health.ts";
import * as tfplugin5 from "./generated/tfplugin5.ts";
import * as tfplugin6 from "./generated/tfplugin6.ts";

interface Codec {
  encode(message: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
}

const FILES = [
  { file: "tfplugin5.proto", namespace: "tfplugin5", generated: tfplugin5 },
  { file: "tfplugin6.proto", namespace: "tfplugin6", generated: tfplugin6 },
  { file: "grpc_broker.proto", namespace: "plugin", generated: broker },
  { file: "health.proto", namespace: "grpc.health.v1", generated: health },
] as const;

for (const { file, namespace, generated } of FILES) {
  const root = await loadProto(file);
  const types = messageTypes(root).filter((type) => type.fullName.startsWith(`.${namespace}.`));
  const codecs = new Map<string, unknown>(Object.entries(generated));
  const nameOf = (fullName: string) => {
    const name = fullName.slice(namespace.length + 2).replaceAll(".", "_");
    // JavaScript has a Function of its own; ts-proto renames what would hide it.
    return name === "Function" ? "FunctionMessage" : name;
  };

  describe(`every message of ${file}`, () => {
    test("has generated code, and there is none for anything else", () => {
      const coded = [...codecs].filter(([, each]) => isCodec(each)).map(([name]) => name);
      const declared = types.map((type) => nameOf(type.fullName));
      expect(coded.filter((name) => !name.endsWith("Entry")).sort()).toEqual(declared.sort());
    });

    test.each(types.map((type) => [nameOf(type.fullName), type] as const))(
      "%s means the same to protobufjs and to the generated code",
      (name, type) => {
        const codec = codecs.get(name);
        if (!isCodec(codec)) throw new Error(`${name} has no generated code`);
        fc.assert(
          fc.property(anyMessage(type), (message) => {
            const theirs = Uint8Array.from(type.encode(message).finish());
            const decoded = codec.decode(theirs);
            expect(decoded).toEqual(asGenerated(type, message));

            const ours = codec.encode(decoded).finish();
            const options = { defaults: true, arrays: true, objects: true, oneofs: true, longs: String };
            expect(type.toObject(type.decode(ours), options)).toEqual(
              type.toObject(type.decode(theirs), options),
            );
            expect(codec.decode(ours)).toEqual(decoded);
          }),
          { numRuns: 30 },
        );
      },
    );
  });
}

function isCodec(value: unknown): value is Codec {
  return typeof value === "object" && value !== null && "encode" in value && "decode" in value;
}
