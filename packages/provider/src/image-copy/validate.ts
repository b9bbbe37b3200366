import { type Diagnostics, isUnknown, path } from "terraform-plugin";
import type { ImageCopyConfig } from "./schema.ts";

/** Rules between the arguments of a copy. What is not known yet is checked when it is. */
export function validateImageCopy(
  { encrypted, kms_key_id }: ImageCopyConfig,
  diagnostics: Diagnostics,
): void {
  const hasKey = kms_key_id !== null && !isUnknown(kms_key_id);
  if (!hasKey || isUnknown(encrypted) || encrypted === true) return;
  diagnostics.error(
    "Key without encryption",
    "kms_key_id says which key the copy is encrypted with, but the copy is not encrypted: set encrypted = true, or remove kms_key_id.",
    path("kms_key_id"),
  );
}
