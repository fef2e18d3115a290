import { UsageError } from "../../core/errors.js";

const HOURS = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–至]\s*([01]?\d|2[0-3]):([0-5]\d)$/u;

/** A parser for hours of the day, `22:00-07:00`: minutes after midnight, over midnight where the end is less. @throws UsageError */
export function parseQuiet(text: string): { from: number; to: number } {
  const found = HOURS.exec(text.trim());
  const [from, to] = found
    ? [Number(found[1]) * 60 + Number(found[2]), Number(found[3]) * 60 + Number(found[4])]
    : [0, 0];
  if (from !== to) return { from, to };
  throw new UsageError({
    zh: `--quiet-hours 应写成 22:00-07:00，不能是 ${text}`,
    en: `--quiet-hours takes 22:00-07:00, not ${text}`,
  });
}
