import {
  attribute,
  type ConfigOf,
  type ImportedOf,
  type PlanModifier,
  type PlanOf,
  requiresReplaceIf,
  requiresReplaceOrAdopt,
  type StateOf,
  schema,
  timeoutsBlock,
} from "terraform-plugin";
import { adoptZero } from "../image/plan.ts";
import { computed, imageArguments, notEmpty, reportedAttributes } from "../image-lifecycle/arguments.ts";

/**
 * As requiresReplaceOrAdopt, for arguments that every configuration has. Not stored is also the "" that aliyun/alibabacloudstack stores of
 * an imported copy; it cannot become null when the state is read, since these arguments are never null in a configuration.
 */
const adoptWhereNotStored: PlanModifier<string> = {
  description: "Changing this creates a new copy.",
  modify: ({ state, whole }) =>
    whole.state !== null && !state ? { adopts: true } : { requiresReplace: true },
};

/**
 * The schema of `alibabacloudstack_image_copy`. Names and types are those of aliyun/alibabacloudstack, version 0, but for its deprecated
 * `name`.
 */
export const imageCopySchema = schema({
  version: 0,
  description:
    "Copies a custom image from the region of the provider to another one, where instances can be created from the copy. The image must be `Available`. The copy is an image of its own, in its own region: it is changed and deleted there, and stays when the image that it was made from goes.\n\nBoth regions are reached through the endpoint of the provider block.",
  attributes: {
    source_image_id: attribute.string({
      required: true,
      description:
        "ID of the image that is copied; it must be in the region of the provider. Changing this creates a new copy.",
      validators: [notEmpty],
      planModifiers: [adoptWhereNotStored],
    }),
    destination_region_id: attribute.string({
      required: true,
      description:
        "ID of the region that the copy is made in; it can be the region of the provider. Changing this creates a new copy.",
      validators: [notEmpty],
      planModifiers: [adoptWhereNotStored],
    }),
    encrypted: attribute.bool({
      optional: true,
      ...computed,
      description:
        "Whether the disks of the copy are encrypted. Default: as the service decides, which may depend on the image that is copied. Changing this creates a new copy.",
      planModifiers: [
        ...computed.planModifiers,
        adoptZero(),
        requiresReplaceIf(
          ({ plan, state }) => (plan ?? false) !== (state ?? false),
          "Changing this creates a new copy.",
        ),
      ],
    }),
    kms_key_id: attribute.string({
      optional: true,
      description:
        "ID of the KMS key that the copy is encrypted with; only with `encrypted = true`. Changing this creates a new copy.",
      validators: [notEmpty],
      planModifiers: [requiresReplaceOrAdopt()],
    }),
    ...imageArguments,
    ...reportedAttributes,
  },
  blocks: {
    timeouts: timeoutsBlock({
      create: { default: "60m", description: "Copying the image, until the copy is `Available`." },
      delete: { default: "10m", description: "Deleting the copy, until it is gone." },
    }),
  },
});

/** A copy that this provider has made, as it is stored. */
export type ImageCopyState = StateOf<typeof imageCopySchema>;
/** A copy that is stored, whoever made it: after an import its source may be null. */
export type StoredImageCopy = ImportedOf<typeof imageCopySchema>;
/** A copy as it is planned when the plan is carried out. */
export type PlannedImageCopy = PlanOf<typeof imageCopySchema>;
/** What the user wrote of a copy. */
export type ImageCopyConfig = ConfigOf<typeof imageCopySchema>;
