/** What `--help` shows. */
export const usage = `Usage: local-stack [options]

Serves a local Apsara Stack. The first line on stdout is a JSON object with its endpoint and keys.

  --host ADDRESS             address to listen on (127.0.0.1)
  --port NUMBER              port to listen on; 0 takes any free one (0)
  --allow-remote             allow an address that is not loopback
  --tls                      serve HTTPS; the first line tells the file with the certificate
  --region ID                region (cn-local-env01-d01)
  --access-key-id ID         access key (local-access-key-id)
  --access-key-secret KEY    its secret (local-access-key-secret)
  --image-seconds SECONDS    how long an image is Creating (2)
  --delete-seconds SECONDS   how long after DeleteImage an image is gone (0.5)
  --latency-ms MS            added to every call (0)
  --rate-limit CALLS         calls a second before Throttling.User (no limit)
  --consistency-lag-ms MS    how long it takes until queries see a change (0)
  --image-quota NUMBER       custom images in a region (100000)
  --snapshot-quota NUMBER    snapshots of a disk (100000)
  --concurrent-snapshots N   snapshots of a disk made at the same time (100000)
  --asapi                    answer as the ASAPI gateway of Apsara Stack does
  --chaos SEED               break requests at random; the same seed breaks the same ones
  --chaos-share SHARE        how much of all requests --chaos breaks (0.1)
  --state FILE               keep the stack in this file across restarts
  --quiet                    do not log calls on stderr
  --help                     show this text
`;
