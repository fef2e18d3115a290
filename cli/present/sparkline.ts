const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** Counts as a row of small columns, highest = the largest of them. Only nothing is `▁`. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts.map((n) => LEVELS[n <= 0 ? 0 : Math.max(1, Math.round((n / most) * 7))]).join("");
}

/** A horizontal bar of at most `columns`, in eighths of a column; anything above nothing shows. */
export function bar(n: number, most: number, columns: number): string {
  if (n <= 0 || most <= 0) return "";
  const eighths = Math.max(1, Math.round((n / most) * columns * 8));
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
