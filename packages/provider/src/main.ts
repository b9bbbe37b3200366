import { serve } from "terraform-plugin";

void serve(async () => (await import("./provider.ts")).alibabacloudstack);
