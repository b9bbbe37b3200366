import {
  attribute,
  type ConfigOf,
  type ImportedOf,
  type PlanModifier,
  type PlanOf,
  requiresReplaceIf,
  type StateOf,
  schema,
  timeoutsBlock,
} from "terraform-plugin";
import { computed, imageArguments, imageAttributes, notEmpty } from "../image-lifecycle/arguments.ts";

const REPLACES = "Changing this creates a new copy.";

/**
 * The service never reports the source of a copy, nor its key. If nothing is stored, as after an import, the configured value is adopted in
 * place. The "" of aliyun/alibabacloudstack counts as nothing.
 */
const replacesOnceStored: PlanModifier<string> = requiresReplaceIf(
  ({ state }) => state !== null && state !== "",
  REPLACES,
);

/**
 * The schema of `alibabacloudstack_image_copy`. Names and types are those of aliyun/alibabacloudstack, version 0, but for its deprecated
 * `name`.
 */
export const imageCopySchema = schema({
  version: 0,
  description:
    "Copies a custom image from the region of the provider to another one, where instances can be created from the copy. The image must be `Available`. The copy is an image of its own, in its own region: it is changed and deleted there, and stays when the image that it was made from goes.\n\nBoth regions are reached through the endpoint of the provider block.\n\nThe service never reports which image a copy was made of. The first apply after an import stores the configured `source_image_id` and `kms_key_id`, which changes nothing else. From then on, changing them creates a new copy.",
  attributes: {
    source_image_id: attribute.string({
      required: true,
      description: `ID of the image that is copied; it must be in the region of the provider. ${REPLACES}`,
      validators: [notEmpty],
      planModifiers: [replacesOnceStored],
    }),
    destination_region_id: attribute.string({
      required: true,
      description: `ID of the region that the copy is made in; it can be the region of the provider. ${REPLACES}`,
      validators: [notEmpty],
      planModifiers: [replacesOnceStored],
    }),
    encrypted: attribute.bool({
      optional: true,
      ...computed,
      description: `Whether the disks of the copy are encrypted. Default: as the service decides, which may depend on the image that is copied. ${REPLACES}`,
      planModifiers: [
        ...computed.planModifiers,
        requiresReplaceIf<boolean>(({ plan, state }) => (plan ?? false) !== (state ?? false), REPLACES),
      ],
    }),
    kms_key_id: attribute.string({
      optional: true,
      description: `ID of the KMS key that the copy is encrypted with; only with \`encrypted = true\`. ${REPLACES}`,
      validators: [notEmpty],
      planModifiers: [replacesOnceStored],
    }),
    ...imageArguments,
    ...imageAttributes,
  },
  blocks: {
    timeouts: timeoutsBlock({
      create: { default: "60m", description: "Copying the image, until the copy is `Available`." },
      delete: { default: "10m", description: "Deleting the copy, until it is gone." },
    }),
  },
});

/** The configuration of a copy. */
export type ImageCopyConfig = ConfigOf<typeof imageCopySchema>;
/** A planned copy, as an apply gets it. */
export type ImageCopyPlan = PlanOf<typeof imageCopySchema>;
/** A copy as it is stored. */
export type ImageCopyState = StateOf<typeof imageCopySchema>;
/** A copy as it is stored when this provider may not have made it: the service does not report what an imported one was made of. */
export type StoredImageCopy = ImportedOf<typeof imageCopySchema>;
