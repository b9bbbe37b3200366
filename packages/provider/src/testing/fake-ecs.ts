import {
  type Disk,
  type EcsClient,
  EcsError,
  type EcsErrorDetails,
  type Image,
  type Instance,
  type Page,
  type Snapshot,
} from "ecs-client";

/** A client of the ECS API that has the calls a test gives it, and refuses every other. */
export function fakeEcs(calls: Partial<EcsClient>): EcsClient {
  return {
    createImage: unexpected("createImage"),
    describeImages: unexpected("describeImages"),
    describeImage: unexpected("describeImage"),
    describeImageByName: unexpected("describeImageByName"),
    describeAnyImage: unexpected("describeAnyImage"),
    modifyImageAttribute: unexpected("modifyImageAttribute"),
    deleteImage: unexpected("deleteImage"),
    copyImage: unexpected("copyImage"),
    cancelCopyImage: unexpected("cancelCopyImage"),
    describeSnapshots: unexpected("describeSnapshots"),
    describeInstances: unexpected("describeInstances"),
    describeDisks: unexpected("describeDisks"),
    tagResources: unexpected("tagResources"),
    untagResources: unexpected("untagResources"),
    listTagResources: unexpected("listTagResources"),
    close: unexpected("close"),
    ...calls,
  };
}

/** Answers calls in turn, the last answer for good; errors among the answers are thrown. */
export function inTurn<T>(...answers: readonly (T | Error)[]): () => Promise<T> {
  let calls = 0;
  return async () => {
    const answer = answers[Math.min(calls++, answers.length - 1)];
    if (answer === undefined) throw new Error("no answer was given");
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

/** A call that nobody answers; it ends with its signal, as the client's calls do. */
export function unanswered(signal: AbortSignal, details: Partial<EcsErrorDetails> = {}): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = () =>
      reject(new EcsError({ kind: "aborted", reason: "it was cancelled", cause: signal.reason, ...details }));
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** The service refused a call. */
export function refusal(code: string, details: Partial<EcsErrorDetails> = {}): EcsError {
  return new EcsError({
    kind: "service",
    reason: `the service says ${code}`,
    code,
    httpStatus: 403,
    requestId: "REQUEST-1",
    ...details,
  });
}

/** The answer to a call that changes something got lost on the way. */
export function lostAnswer(details: Partial<EcsErrorDetails> = {}): EcsError {
  return new EcsError({ kind: "network", reason: "the connection broke", ambiguous: true, ...details });
}

/** An image as the service reports it: Available, with one system disk. */
export function reportedImage(changes: Partial<Image> = {}): Image {
  return {
    imageId: "m-1",
    imageName: "golden",
    description: "A golden image",
    status: "Available",
    progress: "100%",
    creationTime: "2026-01-02T03:04:05Z",
    sizeGib: 40,
    osName: "Rocky Linux 9",
    osNameEn: null,
    osType: "linux",
    platform: "Rocky",
    architecture: "x86_64",
    bootMode: null,
    usage: "none",
    imageFamily: null,
    imageVersion: null,
    imageOwnerAlias: "self",
    imageOwnerId: null,
    resourceGroupId: null,
    productCode: null,
    isSelfShared: false,
    isCopied: null,
    isPublic: null,
    isSubscribed: null,
    isSupportCloudinit: null,
    isSupportIoOptimized: null,
    tags: [],
    diskDeviceMappings: [reportedDisk()],
    ...changes,
  };
}

/** A disk of a reported image. */
export function reportedDisk(
  changes: Partial<Image["diskDeviceMappings"][number]> = {},
): Image["diskDeviceMappings"][number] {
  return {
    device: "/dev/xvda",
    type: "system",
    sizeGib: 40,
    snapshotId: "s-1",
    format: null,
    encrypted: null,
    progress: null,
    ...changes,
  };
}

/** A snapshot of a system disk as the service reports it: older than the images of tests. */
export function reportedSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    snapshotId: "s-1",
    snapshotName: "nightly",
    description: null,
    status: "accomplished",
    progress: "100%",
    creationTime: "2026-01-01T00:00:00Z",
    sourceDiskId: "d-1",
    sourceDiskSizeGib: 40,
    sourceDiskType: "system",
    usage: "none",
    snapshotType: "user",
    encrypted: false,
    tags: [],
    ...changes,
  };
}

/** A disk of an instance as the service reports it. */
export function reportedDiskObject(changes: Partial<Disk> = {}): Disk {
  return {
    diskId: "d-1",
    diskName: null,
    description: null,
    instanceId: "i-1",
    imageId: null,
    device: "/dev/xvda",
    type: "system",
    category: null,
    sizeGib: 40,
    status: "In_use",
    sourceSnapshotId: null,
    encrypted: null,
    creationTime: null,
    tags: [],
    ...changes,
  };
}

/** All that there is, on one page. */
export function page<T>(items: readonly T[], totalCount: number | null = items.length): Page<T> {
  return { items, totalCount, pageNumber: 1, requestId: null };
}

/** A page of instances of which only the IDs matter; `totalCount` when there are more than the page holds. */
export function instancePage(ids: readonly string[], totalCount: number | null = ids.length): Page<Instance> {
  return page(
    ids.map((instanceId) => reportedInstance({ instanceId })),
    totalCount,
  );
}

/** An instance as the service reports it. */
export function reportedInstance(changes: Partial<Instance> = {}): Instance {
  return {
    instanceId: "i-1",
    instanceName: null,
    imageId: null,
    status: null,
    instanceType: null,
    regionId: null,
    zoneId: null,
    osName: null,
    osType: null,
    creationTime: null,
    tags: [],
    ...changes,
  };
}

function unexpected(call: string): () => Promise<never> {
  return async () => {
    throw new Error(`the test does not expect ${call}`);
  };
}
