import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import { manyOf } from "../../testing/error-cases/error-case.ts";
import {
  availableImage,
  DELETE_MS,
  imageIds,
  imageOf,
  newStack,
  run,
  type Sent,
} from "../../testing/stack.ts";

const ACCOUNT = "1234567890123456";
const share = (stack: Stack, ImageId: string, sent: Sent) =>
  run(stack, "ModifyImageSharePermission", { ImageId, ...sent });
const permission = (stack: Stack, ImageId: string, sent: Sent = {}) =>
  run(stack, "DescribeImageSharePermission", { ImageId, ...sent });

describe("a shared image", () => {
  it("names its accounts, each once, with the time from which they could use it", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    share(stack, ImageId, { "AddAccount.1": ACCOUNT });
    stack.clock.advance(60_000);
    share(stack, ImageId, { "AddAccount.1": ACCOUNT, "AddAccount.2": "2" });
    expect(permission(stack, ImageId)).toMatchObject({
      ImageId,
      TotalCount: 2,
      Accounts: {
        Account: [
          { AliyunId: ACCOUNT, SharedTime: "2026-01-01T00:00:02Z" },
          { AliyunId: "2", SharedTime: "2026-01-01T00:01:02Z" },
        ],
      },
      ShareGroups: { ShareGroup: [] },
    });
    expect(imageOf(stack, ImageId).fields.IsSelfShared).toBe("True");
  });

  it("is no longer shared when its last account is removed", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    share(stack, ImageId, { "AddAccount.1": ACCOUNT });
    share(stack, ImageId, { "RemoveAccount.1": ACCOUNT, "RemoveAccount.2": "7" });
    expect(permission(stack, ImageId)).toMatchObject({ TotalCount: 0 });
    expect(imageOf(stack, ImageId).fields.IsSelfShared).toBe("False");
  });

  it("gets the first ten accounts of a request; the rest is ignored", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    share(
      stack,
      ImageId,
      manyOf("AddAccount", 12, (index) => String(100 + index)),
    );
    expect(permission(stack, ImageId, { PageSize: 3, PageNumber: 4 })).toMatchObject({
      TotalCount: 10,
      Accounts: { Account: [{ AliyunId: "110" }] },
    });
  });

  it("cannot be deleted or deprecated until nobody else can use it", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    share(stack, ImageId, { "AddAccount.1": ACCOUNT });
    expect(() => run(stack, "DeleteImage", { ImageId, Force: true })).toThrowError(
      "has been shared to others",
    );
    const deprecate = () => run(stack, "ModifyImageAttribute", { ImageId, Status: "Deprecated" });
    expect(deprecate).toThrowError("please remove shared accounts first");
    share(stack, ImageId, { "RemoveAccount.1": ACCOUNT });
    deprecate();
    run(stack, "DeleteImage", { ImageId });
    stack.clock.advance(DELETE_MS);
    expect(imageIds(stack, { ImageId, Status: "ALL" })).toEqual([]);
  });

  it("can have accounts removed while it is Deprecated", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "ModifyImageAttribute", { ImageId, Status: "Deprecated" });
    expect(share(stack, ImageId, { "RemoveAccount.1": ACCOUNT })).toEqual({});
  });
});

describe("a community image", () => {
  it("is shared with the group of all until it is private again", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    share(stack, ImageId, { IsPublic: true });
    expect(permission(stack, ImageId).ShareGroups).toEqual({ ShareGroup: [{ Group: "all" }] });
    expect(imageOf(stack, ImageId).fields.IsPublic).toBe(true);
    share(stack, ImageId, { IsPublic: false });
    expect(permission(stack, ImageId).ShareGroups).toEqual({ ShareGroup: [] });
  });
});
