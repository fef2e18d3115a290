import { CharSet, isDigit, isHan } from "./char-set.js";
import type { DigitGroup } from "./digit-chain.js";
import type { PersonalData } from "./kinds.js";

const HAN_NUMBER = "[一二三四五六七八九十]{1,3}";
const NUMBER = `(?:[0-9]{1,2}|${HAN_NUMBER}|[A-Za-z甲乙丙丁])`;
const GAP = "[ ,，·-]?";
const UNIT = `(?:${NUMBER}单元|[东西中南北]单元|${NUMBER}梯(?=[0-9])|${NUMBER}门(?=[ -]?[0-9]{3})|[东西中南北]门(?=[0-9]{3}))`;
const FLOOR = `(?:[0-9]{1,2}|${HAN_NUMBER})(?:楼|层)`;
const SIDE = "(?:[东西南北中左右][边手]?户)";
const ROOM_NAME = "(?:号房|室|房|号|户)?";
const ROOM = `(?:(?:[0-9*]{3,4}|[零〇一二三四五六七八九]{3,4})[A-LN-Za-ln-z]?${ROOM_NAME}|[A-Za-z][0-9]{2,4}${ROOM_NAME}|[0-9]{1,2}(?:号房|室))`;
const MORE_ROOMS = `(?:[、,，/和-][0-9]{3,4}${ROOM_NAME}){0,5}`;

/** What may follow a building: unit, floor and room, or some of them, but not a floor alone. */
const AFTER_BUILDING = new RegExp(
  `${GAP}(${UNIT})(?:${GAP}${FLOOR})?(?:${GAP}(${ROOM})${MORE_ROOMS}|${SIDE})?|[ ·-]?(?:${NUMBER}-(?=[0-9]{3,4}))?(?:${FLOOR}${GAP})?(?:(${ROOM})${MORE_ROOMS}|${SIDE})`,
  "y",
);
/** What may follow the number of a house: also a floor alone. */
const AFTER_HOUSE = new RegExp(
  `(?:[附之-][0-9]{1,3}号?)?(?:门牌|${GAP}(?:${UNIT}(?:${GAP}${FLOOR})?(?:${GAP}${ROOM}|${SIDE})?|${FLOOR}(?:${GAP}${ROOM}|${SIDE})?|${ROOM}))`,
  "y",
);

/** What makes a number behind a building a quantity, a year, a road or another building. */
const NO_ROOM =
  /^(?:[0-9.]| ?(?:[年月日时点分秒平㎡米亩元万亿千百人套个名多余几层楼度路栋幢座梯%％台辆家间次天吨]|号[楼线]|-[0-9]{2}\b|[/-]\d+[/-]|[kKmM²]))/;
/** Rooms of offices and services are no dwellings. */
const OFFICE =
  /中心|大厅|大楼|局|办公|委|法院|医院|学院|所|馆|学校|教学|中学|小学|大学|政府|窗口|科|仲裁|接待|信访|办事处|会议|银行|公司|街道办|法庭|宾馆|酒店|楼梯/;
const OFFICE_AFTER = /^(?:[^，。；,;]{0,4})(?:大厅|窗口|办公|政务|服务|会议|中心|科|局|营业|公司)/;

const BUILDING_MARK = new CharSet(
  "0123456789一二三四五六七八九十甲乙丙丁东西南北ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#",
);
const LETTER_OR_DIGIT = new CharSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#东西南北");
const HOUSE_DIGIT = new CharSet("0123456789一二三四五六七八九十零〇百-附之");
const ROAD_END = new CharSet("路街道弄");
const HAMLET_END = new CharSet("组村社队屯庄寨巷同");
const ESTATE_END = new CharSet("区苑园城府庭湾墅寓院邸居郡岸庄期村里座栋幢楼号家");
const HAMLET_NUMBER = new CharSet("0123456789一二三四五六七八九十");
const OWN = new CharSet("我本全该各每你贵此两个几");

function door(start: number, end: number): PersonalData {
  return { kind: "door", start, end };
}

/** Unit and room behind a building whose word (栋, 幢, 号楼, #) ends before `end`. */
function afterBuilding(text: string, end: number): PersonalData | undefined {
  AFTER_BUILDING.lastIndex = end;
  const match = AFTER_BUILDING.exec(text);
  if (!match) return undefined;
  const [whole, unit, roomOfUnit, room] = match;
  const after = end + whole.length;
  const number = roomOfUnit ?? room;
  if (number && /[0-9零〇一二三四五六七八九号]$/.test(number) && NO_ROOM.test(text.slice(after, after + 8))) {
    // The unit stays a unit whatever the number behind it is.
    return unit ? door(end + whole.indexOf(unit), end + whole.indexOf(unit) + unit.length) : undefined;
  }
  // 115户 behind a building is a count of households.
  if (!unit && number && /[0-9]户$/.test(number)) return undefined;
  const gap = /^[ ,，·-]/.test(whole) ? 1 : 0;
  return door(end + gap, after);
}

/** Door of the building whose word stands at an index: 栋, 幢, 座, the 楼 of 号楼, or #. */
export function doorAfterBuildingAt(text: string, at: number): PersonalData | undefined {
  const character = text[at]!;
  if (character === "楼") {
    const numbered = text[at - 1] === "号" || text[at - 1] === "#";
    return numbered && BUILDING_MARK.at(text, at - 2) ? afterBuilding(text, at + 1) : undefined;
  }
  const marks = character === "座" || character === "#" ? LETTER_OR_DIGIT : BUILDING_MARK;
  return marks.at(text, at - 1) ? afterBuilding(text, at + 1) : undefined;
}

/** First index of the house number that ends before an index. */
function houseNumberStart(text: string, end: number): number {
  let at = end;
  while (end - at < 7 && HOUSE_DIGIT.at(text, at - 1)) at--;
  return at;
}

/**
 * Whether a number before 号 may be a day of the month: 我村25号停电, 调查组15号上门. Up to 31 it is a house only behind a
 * numbered group, in a lane, or at the end of an address that names the township.
 */
function mayBeDay(text: string, start: number, sign: number): boolean {
  const number = Number(text.slice(start, sign));
  if (number > 31) return false;
  const next = text.slice(sign + 1, sign + 3);
  if (OWN.at(text, start - 2) || /^(?:[前后晚早上下中凌至到开停起之~就左以当那又再才还突通去来])/.test(next))
    return true;
  if (HAMLET_NUMBER.at(text, start - 2) || /[巷同]/.test(text[start - 1]!)) return false;
  return !/[乡镇县区市村].{0,8}$/.test(text.slice(Math.max(0, start - 12), start - 1));
}

const OTHER_HOUSE =
  /^(?:令|文|线|楼|地块|院|公[寓告]|机|井|路|桥|门|电|车|宗|仓|矿|窗|通|渠|闸|泵|店|铺|商|栋|幢|池|塘|坝|水|厂|公司|铁|站|口|号|变|台|公交|小区|安置|停车|私人)/;

/** Whose house: the 号 at an index behind the name of a road (with floor or room) or of a hamlet. */
export function doorAtHouse(text: string, sign: number): PersonalData | undefined {
  const start = houseNumberStart(text, sign);
  if (start === sign || start === 0) return undefined;
  const before = text.slice(Math.max(0, start - 6), start);
  AFTER_HOUSE.lastIndex = sign + 1;
  const after = AFTER_HOUSE.test(text) ? AFTER_HOUSE.lastIndex : -1;
  if (/门牌号?码?[:：是为 ]{0,2}$/.test(before)) return door(start, after > 0 ? after : sign + 1);
  const following = text.slice(sign + 1, sign + 9);
  if (after > 0 && ROAD_END.at(text, start - 1)) {
    // 101号-129号 are the houses of a row.
    if (/^-\d{1,4}号$/.test(text.slice(sign + 1, after))) return undefined;
    const rest = text.slice(after, after + 8);
    return NO_ROOM.test(rest) || OFFICE_AFTER.test(rest) ? undefined : door(start, after);
  }
  const hamlet = text[start - 1]!;
  if (!HAMLET_END.at(text, start - 1) || !(isHan(text, start - 2) || isDigit(text, start - 2))) return undefined;
  if (hamlet === "同" && text[start - 2] !== "胡") return undefined;
  if ((hamlet === "社" || hamlet === "队") && !HAMLET_NUMBER.at(text, start - 2)) return undefined;
  if (OTHER_HOUSE.test(following) || mayBeDay(text, start, sign)) return undefined;
  return door(start, after > 0 && !NO_ROOM.test(text.slice(after, after + 8)) ? after : sign + 1);
}

/** A unit with a room but without a building: the 元 of 单元 at an index. */
export function doorAtUnit(text: string, at: number): PersonalData | undefined {
  if (text[at - 1] !== "单") return undefined;
  let start = at - 1;
  while (at - start < 4 && BUILDING_MARK.at(text, start - 1) && text[start - 1] !== "#") start--;
  if (start === at - 1) return undefined;
  AFTER_UNIT.lastIndex = at + 1;
  if (!AFTER_UNIT.test(text) || NO_ROOM.test(text.slice(AFTER_UNIT.lastIndex, AFTER_UNIT.lastIndex + 8)))
    return undefined;
  return door(start, AFTER_UNIT.lastIndex);
}
const AFTER_UNIT = new RegExp(`${GAP}(?:${FLOOR}${GAP})?(?:${ROOM}|${SIDE})`, "y");

/** The last words of the same clause in front of an index. */
function clauseBefore(text: string, index: number): string {
  return /[^，。；！？,;!?\n]{0,10}$/.exec(text.slice(Math.max(0, index - 10), index))![0];
}

/** A room on its own: the 室 or 房 at an index behind three or four digits, unless it is an office's. */
export function doorAtRoom(text: string, at: number): PersonalData | undefined {
  let start = at;
  if (text[start - 1] === "号") start--;
  const digitsEnd = start;
  while (digitsEnd - start < 5 && (isDigit(text, start - 1) || text[start - 1] === "*")) start--;
  if (start === digitsEnd)
    while (digitsEnd - start < 5 && /[零〇一二三四五六七八九]/.test(text.charAt(start - 1))) start--;
  const digits = digitsEnd - start;
  if (digits < 3 || digits > 4) return undefined;
  if (text[at] === "房" && /^[源产型价贷屋租改地企补]/.test(text.slice(at + 1, at + 2))) return undefined;
  if (/[A-Za-z0-9.第约共]$/.test(text.slice(0, start).slice(-1)) || OFFICE.test(clauseBefore(text, start))) {
    return undefined;
  }
  return door(start, text[at] === "房" && text[at + 1] === "间" ? at + 2 : at + 1);
}

/** Building, unit and room as numbers with dashes behind an estate: 金色家园3-2-501, 12-1802室. */
export function doorInChain(text: string, groups: readonly DigitGroup[]): PersonalData | undefined {
  const count = groups.length;
  if (count < 2 || count > 4) return undefined;
  const last = groups.at(-1)!;
  if (last.length < 3 || last.length > 4 || last.letters) return undefined;
  for (let i = 0; i < count - 1; i++) {
    if (groups[i]!.length > 2 || text.slice(groups[i]!.end, groups[i + 1]!.start) !== "-") return undefined;
  }
  const room = /^(?:号房|室|房|户)(?![源产型价])/.exec(text.slice(last.end, last.end + 3));
  if (!room) {
    if (!ESTATE_END.at(text, groups[0]!.start - 1) || NO_ROOM.test(text.slice(last.end, last.end + 8)))
      return undefined;
    if (/^(?:19|20)\d\d$/.test(last.digits)) return undefined;
  }
  return door(groups[1]!.start, last.end + (room ? room[0].length : 0));
}
