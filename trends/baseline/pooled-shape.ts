import type { DailySeries } from "./daily-series.js";
import { CLASSES, HOLIDAY, MAKEUP, SATURDAY, SUNDAY } from "./day-classes.js";

/**
 * The factors per kind of day of many series together, against their mean: what a series too thin to tell its own is
 * taken to follow. A kind of day that none has seen is taken to be like Sundays (holidays) or workdays (make-up days).
 */
export function pooledShape(
  series: readonly DailySeries[],
  classesOf: (series: DailySeries) => Uint8Array,
): Float64Array {
  const counted = new Float64Array(CLASSES);
  const exposed = new Float64Array(CLASSES);
  const days = new Float64Array(CLASSES);
  for (const one of series) {
    const { counts, known } = one;
    const classes = classesOf(one);
    days.fill(0);
    let sum = 0;
    let length = 0;
    for (let i = 0; i < counts.length; i++) {
      if (known[i] !== 1) continue;
      counted[classes[i]!]! += counts[i]!;
      days[classes[i]!]! += 1;
      sum += counts[i]!;
      length += 1;
    }
    for (let c = 0; c < CLASSES; c++) if (length > 0) exposed[c]! += (days[c]! * sum) / length;
  }
  const shape = new Float64Array(CLASSES).fill(1);
  for (let c = 0; c <= SUNDAY; c++) if (exposed[c]! > 0 && counted[c]! > 0) shape[c] = counted[c]! / exposed[c]!;
  let work = 0;
  for (let c = 0; c < SATURDAY; c++) work += shape[c]! / SATURDAY;
  shape[HOLIDAY] = counted[HOLIDAY]! > 0 ? counted[HOLIDAY]! / exposed[HOLIDAY]! : shape[SUNDAY]!;
  shape[MAKEUP] = counted[MAKEUP]! > 0 ? counted[MAKEUP]! / exposed[MAKEUP]! : work;
  return shape;
}
