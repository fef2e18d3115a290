import { isDigit, isLatin } from "./char-set.js";
import type { PersonalData } from "./kinds.js";

/** One-character names of the provinces, as they stand on plates. */
export const PLATE_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁";

/** The rest of a plate after province and letter: five, six for new energy, or four and the sign of a special use. */
const REST = /[A-Za-z][ ·.-]{0,2}([A-Za-z0-9*](?: ?[A-Za-z0-9*]){3}(?:[警学挂港澳领使试超]|(?: ?[A-Za-z0-9*]){1,2}))/y;
/** Without its province, where it is called a plate. */
const INTRODUCED =
  /(?:车牌|牌照|号牌|车号)(?:号码|号)?(?:[:：是为 ]|尾号){0,3}([A-Za-z][ ·.-]?[A-Za-z0-9]{5,6}|[A-Za-z0-9]{5,6})(?![A-Za-z0-9])/y;

/** Plates have at most two letters in five places, three in six. */
function plausible(rest: string): boolean {
  const places = rest.replaceAll(" ", "");
  let known = 0;
  let letters = 0;
  for (let i = 0; i < places.length; i++) {
    if (isDigit(places, i) || places[i] === "*") known++;
    else if (isLatin(places, i)) letters++;
  }
  return known >= 2 && letters <= 3;
}

/** The plate that starts with a province at an index: 浙A12345, 浙A·D12345, 粤Z1234港; roads like G2 are shorter. */
export function plateAt(text: string, at: number): PersonalData | undefined {
  let from = at + 1;
  while (from - at < 3 && (text[from] === " " || text[from] === "·")) from++;
  REST.lastIndex = from;
  const rest = REST.exec(text);
  if (!rest) return undefined;
  let end = REST.lastIndex;
  let places = rest[1]!;
  // More letters or digits: no plate, unless the sixth stands behind a space and belongs to something else.
  if (isLatin(text, end) || isDigit(text, end)) {
    if (!/ .$/.test(places)) return undefined;
    places = places.slice(0, -2);
    end -= 2;
  }
  if (!plausible(places)) return undefined;
  return { kind: "plate", start: text[at - 1] === "J" && text[at - 2] === "W" ? at - 2 : at, end };
}

/** The plate after the word 车牌 (号牌, 牌照, 车号) that ends before an index. */
export function introducedPlateAt(text: string, wordStart: number): PersonalData | undefined {
  INTRODUCED.lastIndex = wordStart;
  const match = INTRODUCED.exec(text);
  if (!match || !/\d.*\d/.test(match[1]!)) return undefined;
  return { kind: "plate", start: INTRODUCED.lastIndex - match[1]!.length, end: INTRODUCED.lastIndex };
}
