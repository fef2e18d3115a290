import { chineseNumber } from "./chinese-number.js";
import { type Moment, momentsIn } from "./moments.js";

/** A number in a text, with what it counts. */
export interface Quantity {
  /** The value, or the words themselves where they mean "some": 三四十, 数百. */
  value: string;
  /** What is counted: 人, 元, 个月; of an unknown measure its first character; "" where nothing follows. */
  unit: string;
  /** How exact it is: 超过100人, 近100人, 约100人; "" where it says just the number. */
  bound: "" | "over" | "under" | "least" | "most" | "about" | "ordinal";
}

/** Every number of a text: dates and times of day apart from what counts something. */
export interface Numbers {
  quantities: Quantity[];
  moments: Moment[];
}

const ARABIC = "\\d+(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
const CHINESE = "零一二三四五六七八九两十百千万亿";
const NUMBER = new RegExp(
  `(?<some>[几数](?=[十百千万亿]))?(?:(?<arabic>${ARABIC})(?<scale>[十百千万亿]*)|(?<chinese>[${CHINESE}]+))|(?<half>半(?=年|个|小时|天|月|日|数)|(?<=[过一大年月天时])半)`,
  "g",
);

/** Ordinary words with a numeral in them: nothing is counted. */
const WORDS =
  /十分(?!钟|之)|万分(?!之)|百姓|百货|百度|千家万户|万一|千方百计|五花八门|三番[五两]次|四处|四周|七嘴八舌|乱七八糟|接二连三|五金|二手|三轮|三无|三农|二维码|二次(?=供水|污染|装修|加压)|第一时间|第三方|千万(?=[不别要请])|两[侧边旁岸者端头]|(?<=[同另某每这那唯统逐])一|一时|一度|一次性|一天天|一点|大半夜/g;

/** Units of more than one character, and those that mean the same. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:个多?月|个半月)/, "个月"],
  [/^个?(?:多?小时|钟头)/, "小时"],
  [/^分钟/, "分钟"],
  [/^个?(?:星期|礼拜)|^周/, "周"],
  [/^(?:平方米|平米|m2)/, "平方米"],
  [/^(?:公里|千米|km)/, "公里"],
  [/^(?:毫米|mm)/, "毫米"],
  [/^(?:厘米|公分|cm)/, "厘米"],
  [/^(?:米|m(?![a-z]))/, "米"],
  [/^(?:公斤|千克|kg)/, "公斤"],
  [/^(?:分贝|db)/, "分贝"],
  [/^(?:元|块)/, "元"],
  [/^(?:人|名|位)/, "人"],
  [/^(?:件|起|封|宗)/, "件"],
  [/^(?:%|个百分点)/, "%"],
  [/^单元/, "单元"],
  [/^[年月日号天户次层栋岁倍成吨亩辆]/, ""],
];

const BOUND_BEFORE: readonly (readonly [RegExp, Quantity["bound"]])[] = [
  [/(?:不超过|不多于|至多|最多)$/, "most"],
  [/(?:不少于|不低于|至少|最少)$/, "least"],
  [/(?:超过|超出|多于|高于|超|逾)了?$/, "over"],
  [/(?:不足|不到|少于|低于|将近|接近|(?<![附最])近)$/, "under"],
  [/(?:大约|大概|约)$/, "about"],
  [/第$/, "ordinal"],
];
const BOUND_AFTER: readonly (readonly [RegExp, Quantity["bound"]])[] = [
  [/^(?:以上|之多)/, "over"],
  [/^(?:以下|以内|之内)/, "under"],
  [/^(?:左右|上下)/, "about"],
];
const RANGE = /^[至到~～—–-]+(?=[几数\d零一二三四五六七八九两十百千万亿])/;

function unitAt(text: string): { unit: string; length: number; known: boolean } {
  for (const [pattern, unit] of UNITS) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { unit: unit || found, length: found.length, known: true };
  }
  const [other = ""] = /^个?[\p{L}]/u.exec(text) ?? [];
  return { unit: other, length: other.length, known: false };
}

function valueIn({ some, arabic, scale, chinese, half }: Readonly<Record<string, string | undefined>>): string {
  if (half !== undefined) return "0.5";
  if (some !== undefined) return `${some}${arabic ?? ""}${scale ?? ""}${chinese ?? ""}`;
  if (chinese !== undefined) return String(chineseNumber(chinese) ?? chinese);
  const times = scale ? (chineseNumber(scale) ?? 1) : 1;
  return String(Number((Number(arabic!.replaceAll(",", "")) * times).toPrecision(12)));
}

function boundOf(before: string, after: string, more: boolean): Quantity["bound"] {
  if (more) return "over";
  const here = (list: typeof BOUND_AFTER, text: string) => list.find(([pattern]) => pattern.test(text))?.[1];
  return here(BOUND_BEFORE, before) ?? here(BOUND_AFTER, after) ?? "";
}

function spansOf(pattern: RegExp, text: string): { start: number; end: number }[] {
  return [...text.matchAll(pattern)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

/** Fractions read as one number: 三分之一, 百分之三十. */
const FRACTION = new RegExp(`(${ARABIC}|[${CHINESE}]+)分之(${ARABIC}|[${CHINESE}]+)`, "g");

function fractionsAsSigns(text: string): string {
  const value = (part: string): string => (/^\d/.test(part) ? part : String(chineseNumber(part) ?? part));
  return text.replace(FRACTION, (_, below: string, above: string) =>
    below === "百" || below === "100" ? `${value(above)}%` : `${value(above)}/${value(below)}`,
  );
}

/**
 * Every number of a text, Arabic or Chinese, each with its unit. A lone 一 counts only before a known unit: 一个小区 says
 * no more than 小区.
 * @param plain a text as plainText gives it
 */
export function numbersIn(plain: string): Numbers {
  const { moments, rest } = momentsIn(fractionsAsSigns(plain));
  const words = spansOf(WORDS, rest);
  const quantities: Quantity[] = [];
  let ranged: Quantity[] = [];
  for (const found of rest.matchAll(NUMBER)) {
    const start = found.index;
    const end = start + found[0].length;
    if (words.some((word) => word.start <= start && end <= word.end)) continue;
    const [more = ""] = /^[余多来几](?!次供)/.exec(rest.slice(end)) ?? [];
    const { unit, length, known } = unitAt(rest.slice(end + more.length, end + more.length + 6));
    if (found[0] === "一" && !known) continue;
    const after = rest.slice(end + more.length + length, end + more.length + length + 2);
    const week = /(?:周|星期|礼拜)$/.test(rest.slice(Math.max(0, start - 2), start));
    const quantity: Quantity = {
      value: valueIn(found.groups!),
      unit: week ? "星期" : unit,
      bound: boundOf(rest.slice(Math.max(0, start - 4), start), after, more !== ""),
    };
    quantities.push(quantity);
    // 20至30人: both are people.
    if (RANGE.test(rest.slice(end))) {
      quantity.unit = "";
      ranged.push(quantity);
    } else {
      for (const first of ranged) first.unit = quantity.unit;
      ranged = [];
    }
  }
  return { quantities, moments };
}
