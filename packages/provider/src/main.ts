import { serve } from "terraform-plugin";

void serve(async () => (await import("./index.ts")).alibabacloudstack);
