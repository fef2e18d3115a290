import type { DigitGroup } from "./digit-chain.js";
import type { PersonalDataKind } from "./kinds.js";
import type { NumberContext } from "./number-context.js";

/** A chain of digit groups with all that the detectors of number-like kinds look at. */
export interface NumberChain {
  text: string;
  groups: readonly DigitGroup[];
  /** What the words before a group say that it is. */
  contextOf(index: number): NumberContext | undefined;
}

/** A number found in a chain. */
export interface NumberMatch {
  kind: PersonalDataKind;
  start: number;
  end: number;
  /** Index of the first group after it. */
  next: number;
}

/** Finds a number that starts with a given group. */
export type NumberDetector = (chain: NumberChain, index: number) => NumberMatch | undefined;

/** The digits of several groups as one. */
export function digitsOf(chain: NumberChain, from: number, to: number): string {
  let digits = "";
  for (let i = from; i <= to; i++) digits += chain.groups[i]!.digits;
  return digits;
}

/** Index of the group with which the groups from `from` on have exactly `total` digits, or −1. */
export function lastWithTotal(chain: NumberChain, from: number, total: number): number {
  let sum = 0;
  for (let last = from; last < chain.groups.length; last++) {
    sum += chain.groups[last]!.length;
    if (sum >= total) return sum === total ? last : -1;
  }
  return -1;
}

/** Makes a match of the groups `from` … `to`. */
export function matchOf(chain: NumberChain, kind: PersonalDataKind, from: number, to: number): NumberMatch {
  return { kind, start: chain.groups[from]!.start, end: chain.groups[to]!.end, next: to + 1 };
}

/** Words after a number that make it an amount. */
const UNIT =
  /^ ?(?:[元块万亿千百吨米亩斤克度升株棵颗头只户套个名台辆件平立公㎡%％‰]|[kK][wWgGmM]|[mM][2²³]|人次|美元|港币)/;

/** Whether what stands at an index is a unit: 16000000000元 is no phone number. */
export function unitAt(text: string, index: number): boolean {
  return UNIT.test(text.slice(index, index + 4));
}
