import type { Sliced } from "../../../core/slices.js";
import { type Group, joined, keptApart, likeness } from "./group.js";
import { Heap } from "./heap.js";
import type { MatterSettings } from "./settings.js";

/** Two groups that may be joined. */
interface Pair {
  likeness: number;
  a: number;
  b: number;
}

/** Groups less alike than the threshold by more than this are not linked: their like will have a better link. */
export const SLACK = 0.2;

/** Links that are looked at in a slice. */
const LINKS = 256;

/** The most alike first, ties by number: the same answer whatever the order of the links. */
function sooner(x: Pair, y: Pair): boolean {
  if (x.likeness !== y.likeness) return x.likeness > y.likeness;
  return x.a !== y.a ? x.a < y.a : x.b < y.b;
}

/**
 * Joins the two most alike groups, again and again, until none are alike enough (agglomerative clustering). Only groups
 * that are linked, directly or through what they have taken in, are compared.
 * @param groups by number
 * @param links pairs of different numbers
 * @returns for each group the number of the group that it ended in, the smallest of its members
 */
export function* agglomerate(
  groups: readonly Group[],
  links: Iterable<readonly [number, number]>,
  settings: MatterSettings,
): Sliced<Uint32Array> {
  const current: (Group | undefined)[] = [...groups];
  const end = Uint32Array.from(groups, (_, i) => i);
  const linked = groups.map(() => new Set<number>());
  const versions = new Uint32Array(groups.length);
  const heap = new Heap<Pair & { stamp: number }>(sooner);
  const stampOf = (a: number, b: number): number => versions[a]! + versions[b]!;
  const consider = (a: number, b: number, floor: number): number => {
    const [x, y] = [current[a]!, current[b]!];
    if (keptApart(x, y)) return -1;
    const alike = likeness(x, y, settings, floor);
    if (alike >= settings.threshold) {
      heap.push({ likeness: alike, a: Math.min(a, b), b: Math.max(a, b), stamp: stampOf(a, b) });
    }
    return alike;
  };
  const floor = settings.threshold - SLACK;
  let looked = 0;
  for (const [a, b] of links) {
    if (++looked % LINKS === 0) yield;
    if (linked[a]!.has(b) || consider(a, b, floor) < floor) continue;
    linked[a]!.add(b);
    linked[b]!.add(a);
  }
  for (let pair = heap.pop(); pair !== undefined; pair = heap.pop()) {
    const { a, b } = pair;
    // Versions only grow, and a group that is gone never comes back: an equal sum means that neither has changed.
    if (current[a] === undefined || current[b] === undefined || pair.stamp !== stampOf(a, b)) continue;
    current[a] = joined(current[a], current[b]);
    current[b] = undefined;
    versions[a]!++;
    end[b] = a;
    linked[a]!.delete(b);
    for (const other of linked[b]!) {
      linked[other]!.delete(b);
      if (other === a) continue;
      linked[other]!.add(a);
      linked[a]!.add(other);
    }
    linked[b]!.clear();
    for (const other of linked[a]!) {
      if (++looked % LINKS === 0) yield;
      consider(a, other, settings.threshold);
    }
  }
  for (let i = 0; i < end.length; i++) end[i] = end[end[i]!]!;
  return end;
}
