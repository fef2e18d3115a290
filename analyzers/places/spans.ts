import type { PlaceKind } from "./endings.js";

/** A place in a text. */
export interface Span {
  start: number;
  /** Index after the last character of the name. */
  end: number;
  kind: PlaceKind;
  /** True for names from a gazetteer: their edges are certain. */
  known: boolean;
  /** True where the name starts just after something that cannot be part of it. */
  firm: boolean;
}

/** Other places often stand just before, without being part of the name: 香樟路|万坤图大厦, 金鼎村|小学 … */
const STANDS_BEFORE = new Set<PlaceKind>(["road", "transit", "village"]);

/** Shortest rest that is still a name of its own. */
const SHORTEST = 3;

function join(earlier: Span, later: Span): Span[] {
  if (later.start >= earlier.end) return [earlier, later];
  if (later.end === earlier.end) {
    // One ending, two beginnings: a gazetteer knows better, else the longer name.
    if (earlier.known !== later.known) return [earlier.known ? earlier : later];
    return [earlier.start <= later.start ? earlier : later];
  }
  if (later.end < earlier.end) return [earlier];
  if (STANDS_BEFORE.has(earlier.kind) && later.end - earlier.end >= SHORTEST && !later.known) {
    return [earlier, { ...later, start: earlier.end }];
  }
  return [{ ...later, start: Math.min(earlier.start, later.start) }];
}

/** Spans in order of their ends, overlaps resolved: what contains another or reaches into it becomes one with it. */
export function resolve(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.end - b.end || b.start - a.start);
  const kept: Span[] = [];
  for (let span of sorted) {
    for (let last = kept.at(-1); last !== undefined && span.start < last.end; last = kept.at(-1)) {
      kept.pop();
      const joined = join(last, span);
      if (joined.length === 2) {
        kept.push(joined[0]!);
        span = joined[1]!;
        break;
      }
      span = joined[0]!;
    }
    kept.push(span);
  }
  return kept;
}
