// npm runs a script through a shell and passes a SIGTERM on to that shell only: what the shell started would outlive both.

const checkIntervalMs = 250;

/** Sends this process the SIGTERM that it should have got, when the npm that runs it has ended. Without npm it does nothing. */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, checkIntervalMs);
  timer.unref();
}
