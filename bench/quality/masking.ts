import { cleanText } from "../../analyzers/clean.js";
import { PERSONAL_DATA_KINDS, type PersonalData, type PersonalDataKind } from "../../analyzers/privacy/kinds.js";
import { findPersonalData, maskText } from "../../analyzers/privacy/mask.js";
import { doorBehindBuilding, houseOnRoad } from "./masking-doors.js";
import { dottedName, personalName } from "./masking-names.js";
import { pick, type Random, seededRandom } from "./masking-random.js";
import { COMPANIES, ESTATES, HARD_NEGATIVES, MATTERS, ROADS, SENTENCES, VILLAGES } from "./masking-sentences.js";
import { VALUES } from "./masking-values.js";

/** A generated message with the personal data in it. */
export interface MaskingCase {
  text: string;
  expected: PersonalData[];
}

export interface MaskingScore {
  kind: PersonalDataKind;
  /** Share of the pieces of this kind that were found whole, as this kind. */
  recall: number;
  /** Share of what was found as this kind that is one, and nothing beside it. */
  precision: number;
  /** Pieces of this kind in the generated messages. */
  cases: number;
  /** Pieces whose digits can still be read after cleaning and masking; counted for mobile, landline, idCard, bankCard. */
  leaks: number;
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, (_, i) => (i === 0 ? 1 + random.below(9) : random.below(10))).join("");
}

/** Slots whose text stays. */
function plainSlot(random: Random, slot: string): string {
  const number = /^d(\d+)$/.exec(slot);
  if (number) return digits(random, Number(number[1]));
  switch (slot) {
    case "estate":
      return pick(random, ESTATES);
    case "road":
      return pick(random, ROADS);
    case "village":
      return pick(random, VILLAGES);
    case "company":
      return pick(random, COMPANIES);
    case "matter":
      return pick(random, MATTERS);
    default:
      return String(1 + random.below(28));
  }
}

/** Slots that are personal data, or undefined. */
function personalSlot(random: Random, slot: string): { kind: PersonalDataKind; value: string } | undefined {
  switch (slot) {
    case "name":
      return { kind: "name", value: personalName(random) };
    case "dotted":
      return { kind: "name", value: dottedName(random) };
    case "room":
      return { kind: "door", value: doorBehindBuilding(random) };
    case "house":
      return { kind: "door", value: houseOnRoad(random) };
    case "hamlet":
      return { kind: "door", value: `${32 + random.below(300)}号` };
    case "single":
      return { kind: "door", value: `${1 + random.below(33)}0${1 + random.below(6)}室` };
    case "local":
      return { kind: "landline", value: `${pick(random, [..."25678"])}${digits(random, 6 + random.below(2))}` };
    default:
      return slot in VALUES
        ? { kind: slot as PersonalDataKind, value: VALUES[slot as keyof typeof VALUES](random) }
        : undefined;
  }
}

function fill(random: Random, template: string, made: MaskingCase): void {
  for (const [, literal, slot] of template.matchAll(/([^{}]+)|\{(\w+)\}/g)) {
    if (literal !== undefined) {
      made.text += literal;
      continue;
    }
    const personal = personalSlot(random, slot!);
    if (!personal) made.text += plainSlot(random, slot!);
    else {
      const start = made.text.length;
      made.text += personal.value;
      made.expected.push({ kind: personal.kind, start, end: made.text.length });
    }
  }
}

const OPENINGS = ["", "", "", "您好，", "领导好！", "市民来电反映：", "尊敬的领导：\n", "急！", "求助🙏 "];
const JOINTS = ["，", "。", "；", "\n", "！", "，", "。"];
const CLOSINGS = ["", "。", "，请核实处理。", "，望尽快解决，谢谢！", "！！！", "。盼复"];

/** One message: a sentence with personal data (three in four) or a hard negative, and one or two more of either. */
export function maskingCase(random: Random): MaskingCase {
  const made: MaskingCase = { text: pick(random, OPENINGS), expected: [] };
  const sentences = 1 + random.below(3);
  for (let i = 0; i < sentences; i++) {
    if (i > 0) made.text += pick(random, JOINTS);
    const negative = random.below(4) === 0;
    fill(random, pick(random, negative ? HARD_NEGATIVES : SENTENCES[pick(random, PERSONAL_DATA_KINDS)]), made);
  }
  made.text += pick(random, CLOSINGS);
  return made;
}

/** A country code and its brackets belong to a number or not: both are right. */
function covers(found: readonly PersonalData[], { kind, start, end }: PersonalData): boolean {
  return found.some((one) => one.kind === kind && one.start <= start && one.end >= end);
}

function isRight(expected: readonly PersonalData[], one: PersonalData): boolean {
  return expected.some(({ kind, start, end }) => kind === one.kind && one.start >= start && one.end <= end);
}

const READABLE = new Set<PersonalDataKind>(["mobile", "landline", "idCard", "bankCard"]);
const HAN_VALUE = new Map([..."零〇一幺二三四五六七八九"].map((c, i) => [c, "001123456789"[i]!]));

/** The digits of a text as one string, however they were written. */
function digitsOf(text: string): string {
  return [...text.normalize("NFKC").replaceAll(/[oO]/g, "0")]
    .map((c) => HAN_VALUE.get(c) ?? c)
    .join("")
    .replace(/\D/g, "");
}

/**
 * Generates messages and measures what the masker finds in them; the same figures every time. Names, numbers, check
 * digits and sentences are written apart from the masker's lists, but by people who know what it is for: read the figures
 * together with those of the bundled sample (test/analyzers/privacy-quality.test.ts). `onFault` is told every miss.
 */
export function measureMasking(
  cases = 100_000,
  onFault?: (made: MaskingCase, fault: PersonalData, what: string) => void,
): MaskingScore[] {
  const random = seededRandom(20_261_105);
  const counts = new Map(
    PERSONAL_DATA_KINDS.map((kind) => [kind, { wanted: 0, hit: 0, found: 0, right: 0, leaks: 0 }]),
  );
  for (let i = 0; i < cases; i++) {
    const made = maskingCase(random);
    const found = findPersonalData(made.text);
    const remaining = digitsOf(maskText(cleanText(made.text).text));
    for (const one of made.expected) {
      const count = counts.get(one.kind)!;
      count.wanted++;
      if (covers(found, one)) count.hit++;
      else onFault?.(made, one, "missed");
      const number = digitsOf(made.text.slice(one.start, one.end));
      if (READABLE.has(one.kind) && number.length > 6 && remaining.includes(number)) {
        count.leaks++;
        onFault?.(made, one, "leak");
      }
    }
    for (const one of found) {
      const count = counts.get(one.kind)!;
      count.found++;
      if (isRight(made.expected, one)) count.right++;
      else onFault?.(made, one, "wrong");
    }
  }
  return [...counts].map(([kind, { wanted, hit, found, right, leaks }]) => ({
    kind,
    recall: hit / wanted,
    precision: right / found,
    cases: wanted,
    leaks,
  }));
}
