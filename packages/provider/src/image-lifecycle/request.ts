import { type CreatedImage, type EcsClient, type Image, isEcsError, isImageNameTaken } from "ecs-client";
import { DiagnosticError, OperationTimedOut } from "terraform-plugin";
import { explain } from "../operation/errors.ts";
import { interrupted, interruption, lastFailure, type RequestedImage, whileBusy } from "./wait.ts";

/** How long a request that is under way may go on after an interrupt, and how long it is asked again, to learn the ID of the image. */
const GRACE_MS = 10_000;

/** How long the service may take to tell which image has a name, for an error that names it. */
const OWNER_MS = 5_000;

/** A request that makes an image, whichever call it is. Sent again it makes no other one: it carries a client token. */
export interface ImageOrder {
  readonly action: RequestedImage["action"];
  /** What it is for, after "Cannot": "create the image". */
  readonly aim: string;
  /** The name the image shall have; undefined leaves it to the service. */
  readonly imageName: string | undefined;
  /** Sends it. */
  send(signal: AbortSignal): Promise<CreatedImage>;
  /** Whether a refusal is over by itself, because what the image is made of is being worked on. */
  isBusy(error: unknown): boolean;
  /** The client for the region of the new image. */
  readonly ecs: EcsClient;
  /** What `terraform import` takes for an image of that region. */
  importId(imageId: string): string;
}

/**
 * Sends a request until the service tells the ID of the image.
 *
 * An answer that got lost is no reason to lose the image: the token makes a repetition harmless, so the request is sent once more before
 * an error is reported, also after an interrupt or a time-out.
 */
export async function requestImage(order: ImageOrder, signal: AbortSignal): Promise<RequestedImage> {
  return { ...(await send(order, signal)), action: order.action };
}

async function send(order: ImageOrder, signal: AbortSignal): Promise<CreatedImage> {
  const calls = outliving(signal);
  try {
    return await whileBusy(order.isBusy, () => order.send(calls.signal), signal);
  } catch (error) {
    if (mayHaveCreated(error)) return await askAgain(order, error);
    if (isImageNameTaken(error)) throw await nameTaken(order, error);
    if (interrupted(error, signal)) throw notCreated(order, signal, error);
    const cannot = `Cannot ${order.aim}`;
    throw explain(error, signal.aborted ? `${cannot}: ${interruption(signal)}` : cannot);
  } finally {
    calls.release();
  }
}

/** Whether the service may have made an image although the request failed. */
function mayHaveCreated(error: unknown): boolean {
  return isEcsError(error) && (error.mayHaveTakenEffect || error.lastError?.mayHaveTakenEffect === true);
}

/** Whether a request was sent and no response came. */
function gotNoResponse(error: unknown): boolean {
  return isEcsError(error) && (error.ambiguous || error.lastError?.ambiguous === true);
}

/** The image that a request with this token made, or makes now. */
async function askAgain(order: ImageOrder, lost: unknown): Promise<CreatedImage> {
  try {
    return await order.send(AbortSignal.timeout(GRACE_MS));
  } catch (error) {
    const isRefusal = isEcsError(error) && error.kind === "service" && !error.retryable;
    // With the same token a refusal means that no image was made before.
    if (!isRefusal) throw await maybeCreated(order, lost);
    if (isImageNameTaken(error)) throw await nameTaken(order, error);
    throw explain(error, `Cannot ${order.aim}`);
  }
}

/**
 * A signal for a call whose answer must not be lost: an interrupt leaves it {@link GRACE_MS} to end, a time-out ends it at once.
 */
function outliving(signal: AbortSignal): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = () => controller.abort(signal.reason);
  const onAbort = () => {
    if (signal.reason instanceof OperationTimedOut) abort();
    else timer = setTimeout(abort, GRACE_MS);
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}

async function maybeCreated(order: ImageOrder, cause: unknown): Promise<DiagnosticError> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const owner = await ownerOfName(order);
  const advice = owner
    ? `The name belongs to the image ${facts(owner)}: take it over with "terraform import <address of the resource> ${order.importId(owner.imageId)}" or delete it before the next apply.`
    : `Look for the image in the console of the cloud; if it is there, take it over with "terraform import <address> ${order.importId("<image ID>")}" or delete it before the next apply.`;
  const what = gotNoResponse(cause)
    ? `The request to create ${wanted(order)} was sent, but its answer was lost, and repeating it brought none`
    : `The service failed to say whether it created ${wanted(order)}, also when the request was repeated`;
  return new DiagnosticError("The image may have been created", `${what}: ${reason} ${advice}`, { cause });
}

function notCreated(order: ImageOrder, signal: AbortSignal, cause: unknown): DiagnosticError {
  return new DiagnosticError(
    "The image was not created",
    `The service had not accepted the request to create ${wanted(order)} when ${interruption(signal)}.${lastFailure(cause)} Apply again to create it.`,
    { cause },
  );
}

function wanted({ imageName }: ImageOrder): string {
  return imageName ? `the image "${imageName}"` : "an image";
}

/**
 * The error of a name that is taken: says by which image. That may be the one of an apply that was killed, or the resource's own, which
 * Terraform replaces after its successor is created.
 */
async function nameTaken(order: ImageOrder, cause: unknown): Promise<unknown> {
  const owner = await ownerOfName(order);
  if (!owner) return explain(cause, `Cannot ${order.aim}`);
  const takeOver = [
    `If that is this image, created by an apply that was killed, take it over: terraform import <address of the resource> ${order.importId(owner.imageId)}.`,
    ...(owner.status === "CreateFailed"
      ? ["Its creation failed: then replace it with terraform apply -replace=<address of the resource>."]
      : []),
    "If the state holds its predecessor at that address, move that away first, and the next apply deletes it: terraform state mv <address of the resource> <another address>.",
  ];
  const cases = [
    takeOver.join(" "),
    "If the state has it at that address already, because of create_before_destroy, keep it with terraform untaint, or choose another image_name.",
    "If it is being deleted, apply again once it is gone.",
    "Otherwise choose another image_name.",
  ];
  const advice = [`The name belongs to the image ${facts(owner)}.`, ...cases].join("\n  - ");
  return explain(cause, `Cannot ${order.aim}: the name is taken`, advice);
}

/** The image that has the name of the request; null when there is none, or the service does not tell. */
async function ownerOfName({ imageName, ecs }: ImageOrder): Promise<Image | null> {
  if (!imageName) return null;
  try {
    return await ecs.describeImageByName(imageName, AbortSignal.timeout(OWNER_MS));
  } catch {
    return null;
  }
}

function facts({ imageId, status, creationTime }: Image): string {
  return `${imageId} (status ${status ?? "unknown"}, created ${creationTime ?? "at an unknown time"})`;
}
