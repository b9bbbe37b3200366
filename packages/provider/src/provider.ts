import { provider } from "terraform-plugin";
import { configure } from "./config/configure.ts";
import { providerSchema } from "./config/schema.ts";
import { validateProvider } from "./config/validate.ts";
import { imageResource } from "./image/resource.ts";
import { imageCopyResource } from "./image-copy/resource.ts";
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
