import { apiError } from "../../errors/api-error.ts";
import { type Image, isBeingCreated } from "../../model/image.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { checkNameIsFree, findOwnImage } from "../common/image-checks.ts";
import { flag, required, text } from "../parameters/parameter.ts";
import { bootMode, imdsSupport } from "../parameters/platform-rules.ts";
import { oneOf } from "../parameters/rule.ts";
import { description, imageName } from "../parameters/text-rules.ts";

/**
 * ModifyImageAttribute: changes what the request names and keeps the rest; an empty description counts as absent. An
 * image that is being created cannot be changed. Status leads from Available to Deprecated and back.
 */
export const modifyImageAttribute = defineAction({
  name: "ModifyImageAttribute",
  writes: true,
  parameters: {
    RegionId: regionId,
    ImageId: required(text()),
    ImageName: text(imageName("imageNameMalformed")),
    Description: text(description("descriptionMalformed")),
    ImageFamily: text(imageName("imageFamilyParameterMalformed")),
    BootMode: text(bootMode),
    LicenseType: text(oneOf("licenseTypeNotSupported", ["BYOL"])),
    Status: text(oneOf("invalidParamter", ["Available", "Deprecated"])),
    "Features.ImdsSupport": text(imdsSupport),
    "Features.NvmeSupport": text(oneOf("invalidParamter", ["supported", "unsupported"])),
    DryRun: flag(),
  },
  errors: [
    "regionNotFound",
    "imageNotFound",
    "imageNameDuplicated",
    "imageIsCreating",
    "imageNotAvailable",
    "imageNotDeprecated",
    "modifyShared",
    "imdsSupportDowngrade",
    "bootModeInUse",
  ],
  find(stack, values) {
    return findOwnImage(stack, findRegion(stack, values.RegionId).regionId, values.ImageId);
  },
  handle(stack, values, image) {
    const { fields } = image;
    if (isBeingCreated(image)) throw apiError("imageIsCreating");
    if (values.ImageName !== undefined) {
      checkNameIsFree(stack, image.regionId, values.ImageName, { except: image });
    }
    checkStatusChange(image, values.Status);
    const imds = values["Features.ImdsSupport"];
    if (imds === "v1" && fields.Features.ImdsSupport === "v2") throw apiError("imdsSupportDowngrade");
    if (values.BootMode !== undefined && values.BootMode !== fields.BootMode) {
      if (fields.Architecture === "arm64" && values.BootMode === "BIOS")
        throw apiError("bootModeNotSupported");
      if (stack.isImageInUse(fields.ImageId)) throw apiError("bootModeInUse");
    }
    stack.images.change(fields.ImageId, {
      ImageName: values.ImageName ?? fields.ImageName,
      Description: values.Description ?? fields.Description,
      ImageFamily: values.ImageFamily ?? fields.ImageFamily,
      BootMode: values.BootMode ?? fields.BootMode,
      LicenseType: values.LicenseType ?? fields.LicenseType,
      Status: values.Status ?? fields.Status,
      Features: {
        ...fields.Features,
        ImdsSupport: imds ?? fields.Features.ImdsSupport,
        NvmeSupport: values["Features.NvmeSupport"] ?? fields.Features.NvmeSupport,
      },
    });
    return {};
  },
});

function checkStatusChange(image: Image, status: string | undefined): void {
  if (status === "Deprecated" && image.fields.Status !== "Available") throw apiError("imageNotAvailable");
  if (status === "Deprecated" && image.shares.length > 0) throw apiError("modifyShared");
  if (status === "Available" && image.fields.Status !== "Deprecated") throw apiError("imageNotDeprecated");
}
