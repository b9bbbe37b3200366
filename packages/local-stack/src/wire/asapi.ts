import type { ApiError } from "../errors/api-error.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/** What Apsara Stack's gateway adds to responses. Source: the Go provider aliyun/alibabacloudstack reads these fields. */
export interface AsapiEnvelope {
  /** Empty for the trace of the request itself. */
  readonly traceId: string;
}

/** The fields that the gateway of Apsara Stack adds to a response. */
export function asapiFields(
  requestId: string,
  envelope: AsapiEnvelope,
  error: ApiError | undefined,
): JsonObject {
  return {
    asapiSuccess: error === undefined,
    asapiRequestId: requestId,
    eagleEyeTraceId: envelope.traceId || requestId.replaceAll("-", "").toLowerCase(),
    serverRole: "",
    redirect: false,
    pureListData: false,
    ...(error !== undefined && {
      asapiErrorCode: error.code,
      asapiErrorMessage: error.message,
      errorCode: error.code,
      errorKey: error.code,
      errorMessage: error.message,
      errorTitle: error.code,
    }),
  };
}

/** The fields of an image that the ECS of Apsara Stack does not know yet. */
const NEWER_IMAGE_FIELDS = new Set(["BootMode", "Features", "IsPublic", "Usable"]);

/** The response that the older ECS of Apsara Stack sends: its images lack the fields that came later. */
export function olderResponse(response: JsonObject): JsonObject {
  const { Images, Image } = response;
  return {
    ...response,
    ...(Image !== undefined && { Image: olderImages(Image) }),
    ...(isJsonObject(Images) && { Images: { ...Images, Image: olderImages(Images.Image ?? []) } }),
  };
}

function olderImages(value: JsonValue): JsonValue {
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => !NEWER_IMAGE_FIELDS.has(name)));
  }
  return typeof value === "object" && value !== null ? value.map(olderImages) : value;
}
