import type { Clock } from "../../core/clock.js";
import type { Language } from "../../core/localized.js";
import { oneLine } from "./escape.js";
import { exact } from "./numbers.js";
import { bar } from "./sparkline.js";
import { cut, pad } from "./width.js";

export interface ProgressState {
  /** Items dealt with so far. */
  items: number;
  /** Share of all work that is done, 0 … 1, where it is known. */
  share?: number;
  /** What is being worked on, e.g. the file. */
  label?: string;
}

export interface ProgressTarget {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const BAR = 20;
const EVERY_MS = 100;

/** Seconds as a clock shows them: `1:02`, `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The line that a progress bar shows after `elapsed` milliseconds. */
export function progressLine(state: ProgressState, elapsed: number, language: Language, columns: number): string {
  const rate = elapsed > 0 ? Math.round((state.items * 1000) / elapsed) : 0;
  const parts: string[] = [];
  if (state.share !== undefined) {
    const share = Math.min(1, Math.max(0, state.share));
    parts.push(`▕${pad(bar(share, 1, BAR), BAR)}▏${String(Math.floor(share * 100)).padStart(3)}%`);
  }
  parts.push(language === "zh" ? `${exact(state.items)} 件` : `${exact(state.items)} items`);
  parts.push(language === "zh" ? `${exact(rate)} 件/秒` : `${exact(rate)}/s`);
  if (state.share && state.share < 1 && elapsed > 1000) {
    const left = duration((elapsed / state.share - elapsed) / 1000);
    parts.push(language === "zh" ? `剩 ${left}` : `${left} left`);
  }
  if (state.label) parts.push(oneLine(state.label));
  return cut(parts.join("  "), Math.max(10, columns - 1));
}

/**
 * A progress bar of one line on stderr. It shows only on a terminal, not in CI, and is redrawn at most ten times a
 * second; `stop` wipes it away, so that it leaves nothing behind.
 */
export class Progress {
  private readonly started: number;
  private drawn: number;
  private shown = false;

  constructor(
    private readonly target: ProgressTarget,
    private readonly options: { enabled: boolean; language: Language; clock: Clock },
  ) {
    this.started = options.clock.now();
    this.drawn = this.started;
  }

  update(state: ProgressState): void {
    if (!this.options.enabled) return;
    const now = this.options.clock.now();
    if (now - this.drawn < EVERY_MS) return;
    this.drawn = now;
    this.shown = true;
    const line = progressLine(state, now - this.started, this.options.language, this.target.columns ?? 80);
    this.target.write(`\r\u001b[2K${line}`);
  }

  /** Makes room for other output on the same terminal, and ends the bar. */
  stop(): void {
    if (this.shown) this.target.write("\r\u001b[2K");
    this.shown = false;
  }
}
