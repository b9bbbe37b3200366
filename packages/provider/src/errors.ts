import { DiagnosticError, type Path } from "terraform-plugin";

/**
 * The errors of this provider: their stable codes, and the summaries that users read. The log names the code of every error.
 * An argument that breaks a rule has no code here: its error stands beside the rule.
 */
export const errorSummaries = {
  /** The provider block depends on objects that do not exist yet. */
  configuration_unknown: "Provider configuration is not known yet",
  /** The settings of the provider block cannot be used. */
  configuration_invalid: "Invalid provider configuration",
  /** The configuration of a new image names no source. */
  source_missing: "Missing source of the image",
  /** The source was unknown during the plan, and the stored image was not created from it. */
  source_mismatch: "Image was created from another source",
  import_id_invalid: "Invalid import ID",
  /** A copy is imported as an image of its own. */
  import_of_copy: "Image is a copy",
  /** An image of its own is imported or read as a copy. */
  import_of_original: "Image is not a copy",
  /** A system image, or one that another account shares. */
  import_of_foreign_image: "Image belongs to another account",
  /** The provider block names another region than the one that the image is in. */
  region_mismatch: "Image is in another region",
  /** Nothing was created when the operation ended early. */
  creation_interrupted: "The image was not created",
  /** No response says whether the request created an image. */
  creation_unconfirmed: "The image may have been created",
  /** The service failed to create the image. */
  creation_failed: "Image creation failed",
  /** Somebody deleted the image while it was being created. */
  image_disappeared: "Image disappeared",
  /** The operation ended before the image was Available. */
  creation_unfinished: "Image is not available yet",
  /** Only a part of a change was made when the operation ended. */
  change_unfinished: "Image is not changed completely",
  image_in_use: "Image is in use",
  /** The operation ended before the service accepted the deletion. */
  deletion_interrupted: "Image is not deleted",
  /** The operation ended before the image was gone. */
  deletion_unfinished: "Image is not gone yet",
} as const;

/** The codes of {@link providerError}. */
export type ErrorCode = keyof typeof errorSummaries;

/** An error of the table, for the user. `cause` is for the log and never shown. */
export function providerError(
  code: ErrorCode,
  detail: string,
  options: { readonly path?: Path; readonly cause?: unknown } = {},
): DiagnosticError {
  return new DiagnosticError(errorSummaries[code], detail, { code, ...options });
}
