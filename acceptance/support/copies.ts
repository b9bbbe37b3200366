import { type StackImage, SYSTEM_SNAPSHOT, type TestStack } from "./test-stack.ts";

/** Creates an image outside of Terraform, and returns its ID once it is Available. */
export async function sourceImage(stack: TestStack, name = "source"): Promise<string> {
  const { ImageId } = await stack.call<{ ImageId: string }>("CreateImage", {
    SnapshotId: SYSTEM_SNAPSHOT,
    ImageName: name,
  });
  stack.advance(1000);
  return ImageId;
}

/** The copies on the stack. */
export async function copies(stack: TestStack): Promise<readonly StackImage[]> {
  return (await stack.images()).filter(({ IsCopied }) => IsCopied);
}

/** The IDs of the own images in a region. */
export async function idsIn(stack: TestStack, region: string): Promise<readonly string[]> {
  const { Images } = await stack.call<{ Images: { Image: { ImageId: string }[] } }>("DescribeImages", {
    RegionId: region,
    ImageOwnerAlias: "self",
  });
  return Images.Image.map(({ ImageId }) => ImageId);
}

/** The only copy. Throws when there is none, or more than one. */
export async function onlyCopy(stack: TestStack): Promise<StackImage> {
  const [copy, ...others] = await copies(stack);
  if (!copy || others.length > 0) throw new Error(`there are ${others.length + (copy ? 1 : 0)} copies`);
  return copy;
}
