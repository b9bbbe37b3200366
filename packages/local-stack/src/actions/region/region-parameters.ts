import { text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";

export const language = text(oneOf("languageNotFound", ["zh-CN", "en-US", "ja"]));
export const chargeType = text(oneOf("chargeTypeNotFound", ["PostPaid", "PrePaid"]));
