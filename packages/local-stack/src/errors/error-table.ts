import { commonErrors } from "./common-errors.ts";
import { copyErrors } from "./copy-errors.ts";
import { gatewayErrors } from "./gateway-errors.ts";
import { imageErrors } from "./image-errors.ts";
import { instanceErrors } from "./instance-errors.ts";
import { shareErrors } from "./share-errors.ts";
import { stsErrors } from "./sts-errors.ts";
import { tagErrors } from "./tag-errors.ts";
import { transferErrors } from "./transfer-errors.ts";

/**
 * Every error of the emulated service: HTTP status, code and message. Sources: "ECS API reference" (the error table of
 * each action and the common errors) and responses quoted in public issue threads. A code can have several rows, one for
 * each wording.
 */
export const errorTable = {
  ...gatewayErrors,
  ...commonErrors,
  ...tagErrors,
  ...imageErrors,
  ...copyErrors,
  ...shareErrors,
  ...transferErrors,
  ...instanceErrors,
  ...stsErrors,
};

/** Names one row of the table of errors. */
export type ErrorName = keyof typeof errorTable;
