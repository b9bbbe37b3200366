import { serve } from "terraform-plugin";
import { alibabacloudstack } from "./index.ts";

void serve(alibabacloudstack);
