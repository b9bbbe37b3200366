/** The longest time a timer of Node can wait, about 25 days. */
const MAX_MS = 2 ** 31 - 1;

/** Waits that long, 25 days at most, or until the signal is aborted; true when the whole time went by. Never rejects. */
export function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener("abort", stop);
        resolve(true);
      },
      Math.min(ms, MAX_MS),
    );
    signal.addEventListener("abort", stop, { once: true });
  });
}
