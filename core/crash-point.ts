const [wanted, times] = (process.env.MINYI_CRASH_POINT ?? "").split(":");
let passed = 0;

/** Where a process can be killed. */
export type CrashLabel =
  | "after-read"
  | "before-put"
  | "after-put"
  | "after-commit"
  | "before-issues"
  | "after-issues"
  | "before-alerts"
  | "after-alerts"
  | "before-send"
  | "after-send"
  | "after-mark";

/**
 * A labelled place at which a test can kill the process: `MINYI_CRASH_POINT=after-put:3` ends it, without any clean-up,
 * when it comes by the label for the third time. Does nothing otherwise.
 */
export function crashPoint(label: CrashLabel): void {
  if (label !== wanted) return;
  passed++;
  if (passed === Number(times ?? 1)) process.kill(process.pid, "SIGKILL");
}

const [marker, harm] = (process.env.MINYI_POISON ?? "").split(":");

/**
 * Lets a test make one message deadly: `MINYI_POISON=marker:exit` (or `hang`, `throw`) harms whatever process or thread
 * analyses a text that holds the marker. Does nothing otherwise.
 */
export function poisonPoint(texts: readonly string[]): void {
  if (!marker || !texts.some((text) => text.includes(marker))) return;
  if (harm === "throw") throw new Error("poisoned");
  if (harm === "hang") for (;;);
  process.exit(70);
}
