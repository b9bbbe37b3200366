// Everything that is measured, in the order in which it is shown.
import { commands } from "./commands.mjs";
import { creates } from "./creates.mjs";
import { growth } from "./growth.mjs";
import { localStack } from "./local-stack.mjs";
import { many } from "./many.mjs";

import { sizes } from "./sizes.mjs";
import { start } from "./start.mjs";
import { throttled } from "./throttled.mjs";
import { waiting } from "./waiting.mjs";

/** @type {readonly import("./group.mjs").Group[]} */
export const groups = [start, sizes, commands, many, growth, creates, waiting, throttled, localStack];
