import { byCodePoint } from "../../top-list.js";

/** The most frequent value, ties by code point; undefined for none. */
export function mostFrequent(values: readonly string[]): { value: string; count: number } | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || byCodePoint(a[0], b[0]));
  return ranked[0] && { value: ranked[0][0], count: ranked[0][1] };
}
