import { text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";

/** The parameter `AcceptLanguage`. */
export const language = text(oneOf("languageNotFound", ["zh-CN", "en-US", "ja"]));

/** The parameter `InstanceChargeType`. */
export const chargeType = text(oneOf("chargeTypeNotFound", ["PostPaid", "PrePaid"]));
