import { provider } from "terraform-plugin";
import { imageResource } from "./image/resource.ts";
import { imageCopyResource } from "./image-copy/resource.ts";
import { configure } from "./provider/configure.ts";
import { providerSchema } from "./provider/schema.ts";
import { validateProvider } from "./provider/validate.ts";
import { version } from "./version.ts";

/** The provider as Terraform sees it. */
export const alibabacloudstack = provider({
  address: "registry.terraform.io/alibabacloudstack-community/alibabacloudstack",
  version,
  schema: providerSchema,
  validate: validateProvider,
  configure,
  resources: [imageResource, imageCopyResource],
});
