import { describe, expect, it } from "vitest";
import { EcsError } from "./ecs-error.ts";
import {
  isAborted,
  isAuthenticationFailure,
  isClientTokenConflict,
  isCopyBusy,
  isEcsError,
  isImageBusy,
  isImageInUse,
  isImageNameTaken,
  isImageShared,
  isIncorrectInstanceStatus,
  isNotFound,
  isPermissionDenied,
  isSourceBusy,
  isThrottling,
} from "./predicates.ts";

type Predicate = (error: unknown) => boolean;

describe("predicates", () => {
  it.each<[Predicate, string[], string[]]>([
    [
      isNotFound,
      [
        "InvalidImageId.NotFound",
        "InvalidInstanceId.NotFound",
        "InvalidSnapshotId.NotFound",
        "InvalidResourceId.NotFound",
      ],
      [
        "InvalidAccessKeyId.NotFound",
        "InvalidAction.NotFound",
        "InvalidRegionId.NotFound",
        "InvalidStatus.NotFound",
      ],
    ],
    [isImageInUse, ["ImageUsingByInstance", "OperationDeined.ImageUsingByInstance"], ["ImageUseShared"]],
    [isImageShared, ["ImageUseShared"], ["ImageUsingByInstance"]],
    [isImageNameTaken, ["InvalidImageName.Duplicated"], ["InvalidImageName.Malformed"]],
    [
      isImageBusy,
      ["ImageIsImporting", "InvalidStatus.ImageIsCreating", "OperationDenied.ImageCopying"],
      ["ImageIsPublic"],
    ],
    [
      isIncorrectInstanceStatus,
      ["IncorrectInstanceStatus", "IncorrectInstanceStatus.NeedRestart"],
      ["IncorrectDiskStatus"],
    ],
    [
      isSourceBusy,
      ["IncorrectDiskStatus.CreatingSnapshot", "TooManySnapshot.Unfinished"],
      ["IncorrectDiskStatus"],
    ],
    [
      isCopyBusy,
      ["OperationDenied.ImageCopyConflict", "OperationDenied.ImageCopying", "InvalidOperation.Conflict"],
      ["OperationDenied", "InvalidImageName.Duplicated", "OperationDenied.CommunityImage"],
    ],
    [isClientTokenConflict, ["IdempotenceParamNotMatch", "InvalidParamter.Conflict"], ["InvalidParamter"]],
    [
      isAuthenticationFailure,
      ["InvalidAccessKeyId", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch"],
      ["SignatureNonceUsed"],
    ],
    [isPermissionDenied, ["Forbidden.RAM", "NoPermission", "NoPermission.Tag"], ["QuotaExceed.Image"]],
  ])("%o tells its codes from similar ones", (predicate, codes, others) => {
    const holds = (code: string) => predicate(new EcsError({ kind: "service", reason: "", code }));
    expect(codes.filter(holds)).toEqual(codes);
    expect(others.filter(holds)).toEqual([]);
  });

  it("go by the kind where there is one", () => {
    expect(isThrottling(new EcsError({ kind: "throttled", reason: "" }))).toBe(true);
    expect(isAborted(new EcsError({ kind: "aborted", reason: "" }))).toBe(true);
    expect(isThrottling(new EcsError({ kind: "aborted", reason: "" }))).toBe(false);
  });

  it.each([null, "InvalidImageId.NotFound", new Error("x"), { code: "InvalidImageId.NotFound" }])(
    "do not hold for %o, which is none of this package's errors",
    (value) => {
      expect([isEcsError(value), isNotFound(value), isThrottling(value)]).toEqual([false, false, false]);
    },
  );
});
