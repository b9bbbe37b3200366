/** The quotas of an account. */
export interface Quotas {
  /** Custom images in one region, whatever their status. */
  readonly imagesPerRegion: number;
  readonly snapshotsPerDisk: number;
  /** Snapshots of one disk that can be in progress at the same time. */
  readonly concurrentSnapshotsPerDisk: number;
}
