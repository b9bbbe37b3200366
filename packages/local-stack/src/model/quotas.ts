/** How much an account can have. */
export interface Quotas {
  /** Custom images in one region, whatever their status. */
  readonly imagesPerRegion: number;
  readonly snapshotsPerDisk: number;
  /** Snapshots of one disk that can be in the making at the same time. */
  readonly concurrentSnapshotsPerDisk: number;
}

/**
 * Generous, because the stack is used for tests with thousands of images. The service's own numbers belong to the account;
 * its documentation tells 256 snapshots a disk, made one at a time.
 */
export const DEFAULT_QUOTAS: Quotas = {
  imagesPerRegion: 100_000,
  snapshotsPerDisk: 100_000,
  concurrentSnapshotsPerDisk: 100_000,
};
