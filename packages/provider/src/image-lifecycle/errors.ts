import {
  type EcsError,
  type Image,
  isEcsError,
  isImageInUse,
  isImageNameTaken,
  isImageShared,
} from "ecs-client";
import { DiagnosticError, formatDuration } from "terraform-plugin";
import { providerError } from "../errors.ts";
import { type Advice, explain } from "../operation/errors.ts";
import { hasTimedOut, interruption, lastFailure, withInterruption } from "../operation/interruption.ts";

/** What messages about a request for an image need to know of it. */
export interface RequestTexts {
  /** What the request is for, after "Cannot": "create the image from instance i-1". */
  readonly purpose: string;
  /** The configured name of the image; undefined leaves the name to the service. */
  readonly imageName: string | undefined;
  /** What to do about a refusal; empty where nothing special is known. May call the service. */
  advice(error: EcsError): string | Promise<string>;
  /** What `terraform import` takes for an image of the region of the request. */
  importId(imageId: string): string;
}

/** The error for a failed call about an image, with what to do next. `advice` knows the object better, where it is not silent. */
export function explainImage(error: unknown, summary: string, advice: Advice = () => ""): Error {
  return explain(error, summary, (failure) => advice(failure) || imageAdvice(failure));
}

function imageAdvice(error: EcsError): string {
  if (isImageNameTaken(error)) {
    return "Image names are unique in a region: choose another image_name, or import the image that has it.";
  }
  if (isImageShared(error)) return "Remove the accounts that the image is shared with, then try again.";
  if (isImageInUse(error)) return "Delete the instances or set force = true, apply, and try again.";
  return "";
}

/** How to keep an image whose creation was not confirmed. */
const UNTAINT =
  'It is kept in the state as tainted: the next apply replaces it, unless you run "terraform untaint" once it is Available.';

/** The service refused the request for an image, or could not be reached. */
export async function notRequested(
  request: RequestTexts,
  signal: AbortSignal,
  error: unknown,
): Promise<Error> {
  const advice = isEcsError(error) ? await request.advice(error) : "";
  return explainImage(error, withInterruption(`Cannot ${request.purpose}`, signal), () => advice);
}

/** Terraform was interrupted, or the timeout passed, before the service accepted the request for an image. */
export function notCreated(request: RequestTexts, signal: AbortSignal, cause: unknown): DiagnosticError {
  return providerError(
    "creation_interrupted",
    `The service had not accepted the request to create ${wanted(request)} when ${interruption(signal)}.${lastFailure(cause)} Apply again to create it.`,
    { cause },
  );
}

/** No response says whether the image was created. `owner` is the image that has the configured name now. */
export function mayBeCreated(request: RequestTexts, owner: Image | null, cause: unknown): DiagnosticError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const advice = owner
    ? `The name belongs to the image ${facts(owner)}: import it with "terraform import <address of the resource> ${request.importId(owner.imageId)}", or delete it before the next apply.`
    : `Look for the image in the console of the cloud. If it is there, import it with "terraform import <address of the resource> ${request.importId("<image ID>")}", or delete it before the next apply.`;
  const what = gotNoResponse(cause)
    ? `The request to create ${wanted(request)} was sent, but no response arrived, not even when the request was repeated`
    : `The service did not say whether it created ${wanted(request)}, not even when the request was repeated`;
  return providerError("creation_unconfirmed", `${what}: ${reason} ${advice}`, { cause });
}

/** Whether a request was sent and no response came. */
function gotNoResponse(error: unknown): boolean {
  return isEcsError(error) && (error.ambiguous || error.lastError?.ambiguous === true);
}

/**
 * The image `owner` has the configured name already. It may be the image of an apply that was killed, or the resource's own one, which
 * Terraform replaces after its successor is created.
 */
export function nameTaken(request: RequestTexts, owner: Image, cause: unknown): Error {
  const importIt = [
    `If that is this image, created by an apply that was killed, import it: terraform import <address of the resource> ${request.importId(owner.imageId)}.`,
    ...(owner.status === "CreateFailed"
      ? ["Its creation failed: then replace it with terraform apply -replace=<address of the resource>."]
      : []),
    "If the state has its predecessor at that address, move the predecessor to another address first. The next apply then deletes it: terraform state mv <address of the resource> <another address>.",
  ];
  const cases = [
    importIt.join(" "),
    "If the state has it at that address already, because of create_before_destroy, keep it with terraform untaint, or choose another image_name.",
    "If it is being deleted, apply again once it is gone.",
    "Otherwise choose another image_name.",
  ];
  const advice = [`The name belongs to the image ${facts(owner)}.`, ...cases].join("\n  - ");
  return explain(cause, `Cannot ${request.purpose}: the name is taken`, () => advice);
}

/** The service failed to create the image. DescribeImages reports no reason; operators of the cloud can find it by the request ID. */
export function creationFailed(
  image: Image,
  { action, requestId }: { readonly action: string; readonly requestId: string | null },
): DiagnosticError {
  const request = requestId ? ` (${action}, request ID ${requestId})` : "";
  return providerError(
    "creation_failed",
    `The service could not create the image ${image.imageId}${request}: its status is ${image.status} at ${image.progress || "unknown progress"}. It is kept in the state as tainted, and the next apply replaces it. The console of the cloud may show the reason.`,
  );
}

/** Somebody deleted the image while Terraform waited for it. */
export function disappeared(imageId: string): DiagnosticError {
  return providerError(
    "image_disappeared",
    `The image ${imageId} was deleted outside of Terraform while it was being created. Apply again to create a new one.`,
  );
}

/** Terraform was interrupted, or the timeout passed, before a created image was Available. `last` is what the last check found. */
export function stillBeingCreated(
  imageId: string,
  last: Image | null,
  signal: AbortSignal,
  failure: CheckFailure,
): DiagnosticError {
  const advice = hasTimedOut(signal)
    ? "Give it more time with timeouts { create = … }."
    : "The service goes on creating it.";
  return providerError(
    "creation_unfinished",
    `The image ${imageId} was created, but ${interruption(signal)} before it was Available: ${progressOf(last)}.${failureText(failure)} ${advice} ${UNTAINT}`,
    { cause: failure.cause },
  );
}

/** How the last check of an image failed. */
export interface CheckFailure {
  /** What ended the check, or the failure that was being retried. */
  readonly cause: unknown;
  /** For how long the check had got no usable response, in milliseconds; 0 when that means nothing. */
  readonly silentMs: number;
}

/** How the service failed last, as a sentence after a space; empty when it was responding. */
function failureText({ cause, silentMs }: CheckFailure): string {
  const failure = lastFailure(cause);
  if (failure || silentMs === 0) return failure;
  return ` The service has given no usable response for ${formatDuration(Math.round(silentMs / 1000) * 1000)}.`;
}

/** The service refuses to report the status of an image that was created. */
export function uncheckedCreation(imageId: string, error: unknown): Error {
  return explainExisting(
    error,
    `Could not check the status of image ${imageId}`,
    `The image ${imageId} exists, and the service goes on creating it. ${UNTAINT}`,
  );
}

/** Terraform was interrupted, or the timeout passed, before the service accepted the deletion. */
export function notDeleted(imageId: string, signal: AbortSignal, cause: unknown): DiagnosticError {
  const when =
    isEcsError(cause) && cause.mayHaveTakenEffect
      ? `before the service had confirmed the deletion of the image ${imageId}: it may have been deleted anyway`
      : `before the image ${imageId} was deleted`;
  return providerError(
    "deletion_interrupted",
    `${capitalized(interruption(signal))} ${when}. It stays in the state. Run the command again.`,
    { cause },
  );
}

/** Instances use an image that is to be deleted; `total` counts all of them, where `ids` has only some. Null if they could not be listed. */
export function inUse(
  imageId: string,
  users: { readonly ids: readonly string[]; readonly total: number } | null,
  cause?: unknown,
): DiagnosticError {
  const named = users?.ids.join(", ") ?? "";
  const others = users && users.total > users.ids.length ? ` and ${users.total - users.ids.length} more` : "";
  const who = named ? `${named}${others}` : "instances that the service does not name";
  return providerError(
    "image_in_use",
    `The image ${imageId} is used by ${who}. Either delete these instances or replace their system disks, or set force = true on the image, apply, and destroy it again: they keep running but cannot be reset to the image any more.`,
    { cause },
  );
}

/** Terraform was interrupted, or the timeout passed, before a deleted image was gone. */
export function stillBeingDeleted(
  imageId: string,
  signal: AbortSignal,
  failure: CheckFailure,
): DiagnosticError {
  const advice = hasTimedOut(signal)
    ? "Give it more time with timeouts { delete = … }, or run the command again."
    : "Run the command again.";
  return providerError(
    "deletion_unfinished",
    `The service accepted the deletion of the image ${imageId}, but ${interruption(signal)} before it was gone.${failureText(failure)} It stays in the state. ${advice}`,
    { cause: failure.cause },
  );
}

/** The service refuses to report whether a deleted image is gone. */
export function uncheckedDeletion(imageId: string, error: unknown): Error {
  return explainExisting(
    error,
    `Could not check whether image ${imageId} is gone`,
    `The service accepted the deletion of the image ${imageId}. It stays in the state. Run the command again.`,
  );
}

/** A change ended when only a part of it was made. */
export function changeInterrupted(imageId: string, signal: AbortSignal, cause: unknown): DiagnosticError {
  return providerError(
    "change_unfinished",
    `The change of the image ${imageId} is incomplete, because ${interruption(signal)}.${lastFailure(cause)} The state has the part that succeeded. Apply again to make the rest of the change.`,
    { cause },
  );
}

/** Explains a failed check of an image that exists. `fate` says what happens to the image, after the usual advice. */
function explainExisting(error: unknown, summary: string, fate: string): Error {
  const explained = explain(error, summary);
  if (!isEcsError(error) || !(explained instanceof DiagnosticError)) return explained;
  return new DiagnosticError(summary, `${explained.detail} ${fate}`, { cause: error });
}

function progressOf(image: Image | null): string {
  if (image === null) return "the service does not show it yet";
  const queued = image.status === "Waiting" ? ", which means that it waits for its turn" : "";
  return `its status is ${image.status}${queued} at ${image.progress || "unknown progress"}`;
}

function wanted({ imageName }: RequestTexts): string {
  return imageName ? `the image "${imageName}"` : "an image";
}

function facts({ imageId, status, creationTime }: Image): string {
  return `${imageId} (status ${status ?? "unknown"}, created ${creationTime ?? "at an unknown time"})`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
