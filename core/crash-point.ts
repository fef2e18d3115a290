const [wanted, times] = (process.env.MINYI_CRASH_POINT ?? "").split(":");
let passed = 0;

/**
 * A labelled place at which a test can kill the process: `MINYI_CRASH_POINT=after-put:3` ends it, without any clean-up,
 * when it comes by the label for the third time. Does nothing otherwise.
 */
export function crashPoint(label: "after-read" | "before-put" | "after-put" | "after-commit"): void {
  if (label !== wanted) return;
  passed++;
  if (passed === Number(times ?? 1)) process.kill(process.pid, "SIGKILL");
}
