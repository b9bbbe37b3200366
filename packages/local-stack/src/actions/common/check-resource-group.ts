import { apiError } from "../../errors/api-error.ts";

/** Whether the text can be the ID of a resource group: those of Apsara Stack are numbers, others begin with `rg-`. */
export function checkResourceGroup(id: string | undefined): void {
  if (id !== undefined && !/^(\d{1,19}|rg-[a-z0-9-]{1,60})$/.test(id))
    throw apiError("resourceGroupNotFound");
}
