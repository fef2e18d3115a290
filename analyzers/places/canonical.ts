import type { Span } from "./spans.js";

/** What may be left out of an estate's name without changing it: the rest must be long enough to be a name. */
const DISPENSABLE = /(?:小区|楼盘)$/;
const LONG_ENOUGH = 3;

/** One spelling of a name for all its mentions: without dots, quotes and spaces inside, without a needless 小区. */
export function canonical(name: string, kind: Span["kind"]): string {
  const plain = name.replace(/[^\p{L}\p{N}*]/gu, "");
  if (kind !== "estate") return plain;
  const short = plain.replace(DISPENSABLE, "");
  return short.length >= LONG_ENOUGH ? short : plain;
}
