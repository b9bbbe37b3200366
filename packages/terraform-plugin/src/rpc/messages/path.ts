import type { AttributePath } from "../../protocol/generated/tfplugin6.ts";
import type { Path } from "../../types/path.ts";

/** The message for a path. */
export function encodePath(path: Path): AttributePath {
  return {
    steps: path.map((step) => {
      if ("attribute" in step) return { selector: { $case: "attributeName", attributeName: step.attribute } };
      if ("key" in step) return { selector: { $case: "elementKeyString", elementKeyString: step.key } };
      return { selector: { $case: "elementKeyInt", elementKeyInt: BigInt(step.index) } };
    }),
  };
}
