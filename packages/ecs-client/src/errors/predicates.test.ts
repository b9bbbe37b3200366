import { describe, expect, it } from "vitest";
import { EcsError } from "./ecs-error.ts";
import {
  isAuthenticationFailure,
  isCopyBusy,
  isEcsError,
  isImageBusy,
  isImageInUse,
  isImageNameTaken,
  isImageNotFound,
  isImageShared,
  isIncorrectInstanceStatus,
  isPermissionDenied,
  isQuotaExceeded,
  isRegionNotFound,
  isSecurityTokenExpired,
  isSecurityTokenMismatched,
  isSecurityTokenMissing,
  isSourceBusy,
  isTimestampRefused,
} from "./predicates.ts";

type Predicate = (error: unknown) => boolean;

describe("predicates", () => {
  it.each<[Predicate, string[], string[]]>([
    [
      isImageNotFound,
      ["InvalidImageId.NotFound"],
      ["InvalidInstanceId.NotFound", "InvalidAccessKeyId.NotFound", "InvalidImageId.Malformed"],
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
    [
      isAuthenticationFailure,
      [
        "InvalidAccessKeyId",
        "InvalidAccessKeyId.NotFound",
        "SignatureDoesNotMatch",
        "InvalidSecurityToken.Expired",
        "InvalidSecurityToken.MismatchWithAccessKey",
        "MissingSecurityToken",
      ],
      ["SignatureNonceUsed", "MissingRegionId"],
    ],
    [isSecurityTokenExpired, ["InvalidSecurityToken.Expired"], ["InvalidSecurityToken.Malformed"]],
    [
      isSecurityTokenMismatched,
      ["InvalidSecurityToken.MismatchWithAccessKey"],
      ["InvalidSecurityToken.Malformed", "MissingSecurityToken"],
    ],
    [isSecurityTokenMissing, ["MissingSecurityToken"], ["InvalidSecurityToken", "MissingRegionId"]],
    [isTimestampRefused, ["InvalidTimeStamp.Expired", "IllegalTimestamp"], ["InvalidTimeStamp.Format"]],
    [
      isQuotaExceeded,
      [
        "QuotaExceed.Image",
        "ImageQuotaExceed.ImageFamily",
        "ImageFamilyQuotaFull",
        "OperationDenied.QuotaExceed",
        "QuotaExceed.Tags",
        "InvalidParameter.QuotaExceedImage",
      ],
      ["Forbidden.RAM", "Throttling.User"],
    ],
    [
      isRegionNotFound,
      ["InvalidRegionId.NotFound", "DestinationRegion.NotFound"],
      ["InvalidImageId.NotFound", "MissingRegionId"],
    ],
    [isPermissionDenied, ["Forbidden.RAM", "NoPermission", "NoPermission.Tag"], ["QuotaExceed.Image"]],
  ])("%o tells its codes from similar ones", (predicate, codes, others) => {
    const holds = (code: string) => predicate(new EcsError({ kind: "service", reason: "", code }));
    expect(codes.filter(holds)).toEqual(codes);
    expect(others.filter(holds)).toEqual([]);
  });

  it.each([null, "InvalidImageId.NotFound", new Error("x"), { code: "InvalidImageId.NotFound" }])(
    "do not hold for %o, which is none of this package's errors",
    (value) => {
      expect([isEcsError(value), isImageNotFound(value), isQuotaExceeded(value)]).toEqual([
        false,
        false,
        false,
      ]);
    },
  );
});
