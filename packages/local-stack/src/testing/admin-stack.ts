import { afterAll, beforeAll, beforeEach } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { administer, send } from "./client.ts";

/** What every stack starts with. */
export const SEEDED_IMAGES = {
  "m-local0000000000system": "Available",
  "m-other0000000000system": "Available",
};

/** A stack in which nothing is done before the clock is advanced by an hour, reset before each test. */
export interface AdminStack {
  readonly stack: LocalStack;
  /** Sends a request to the admin API. */
  admin: (method: string, path: string, body?: unknown) => ReturnType<typeof administer>;
  /** Makes an image from the seeded system snapshot; resolves to its ID. */
  createImage(parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** The status of every image by its ID. */
  imageStatuses(): Promise<Record<string, string>>;
}

/** Starts a stack for the tests of a file, resets it before each and closes it after all. */
export function useAdminStack(): AdminStack {
  let stack: LocalStack;
  beforeAll(async () => {
    stack = await startLocalStack({ imageSeconds: 3600, deleteSeconds: 3600 });
  });
  afterAll(() => stack.close());
  beforeEach(async () => {
    await administer(stack, "POST", "reset");
  });
  return {
    get stack() {
      return stack;
    },
    admin: (method, path, body) => administer(stack, method, path, body),
    async createImage(parameters = {}) {
      const SnapshotId = stack.snapshotIds[0] ?? "";
      const { body } = await send(stack, "CreateImage", {
        RegionId: stack.region,
        SnapshotId,
        ...parameters,
      });
      return String(body.ImageId);
    },
    async imageStatuses() {
      const { body } = await administer(stack, "GET", "state");
      const images = body.images as { ImageId: string; Status: string }[];
      return Object.fromEntries(images.map(({ ImageId, Status }) => [ImageId, Status]));
    },
  };
}
