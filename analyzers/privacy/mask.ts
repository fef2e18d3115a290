import { DIGIT_LIKE } from "./digit-chain.js";
import { doorAfterBuildingAt, doorAtHouse, doorAtRoom, doorAtUnit } from "./door.js";
import { emailAt } from "./email.js";
import { type PersonalData, type PersonalDataKind, TOKEN_OF } from "./kinds.js";
import { findNames, nameBeforeNumber } from "./name.js";
import { NAME_INTRODUCERS } from "./name-introducers.js";
import { findNumbers } from "./numbers.js";
import { settleOverlaps } from "./overlaps.js";
import { introducedPlateAt, PLATE_PROVINCES, plateAt } from "./plate.js";
import { shapeOf } from "./shape.js";
import { WECHAT_INTRODUCERS, wechatAfter, wxidAt } from "./wechat.js";

/** What to look for where a character stands. One table look-up per character decides whether anything is looked for. */
const LOOK = { number: 1, name: 2, door: 4, plate: 8, wechat: 16, email: 32, underscore: 64 } as const;

const TRIGGERS = new Uint8Array(0x10000);
function trigger(characters: Iterable<number>, look: number): void {
  for (const unit of characters) TRIGGERS[unit]! |= look;
}
const unitsOf = (characters: string): number[] => Array.from(characters, (c) => c.charCodeAt(0));
trigger(unitsOf(DIGIT_LIKE), LOOK.number);
trigger(NAME_INTRODUCERS.lastUnits(), LOOK.name);
trigger(unitsOf("栋幢座楼#号元室房"), LOOK.door);
trigger(unitsOf(`${PLATE_PROVINCES}牌照号`), LOOK.plate);
trigger(WECHAT_INTRODUCERS.lastUnits(), LOOK.wechat);
trigger(unitsOf("@"), LOOK.email);
trigger(unitsOf("_"), LOOK.underscore);

function findDoor(text: string, at: number): PersonalData | undefined {
  switch (text[at]) {
    case "号":
      return doorAtHouse(text, at);
    case "元":
      return doorAtUnit(text, at);
    case "室":
    case "房":
      return doorAtRoom(text, at);
    default:
      return doorAfterBuildingAt(text, at);
  }
}

function findPlate(text: string, at: number): PersonalData | undefined {
  const before = text[at - 1];
  if (text[at] === "牌") return before === "车" || before === "号" ? introducedPlateAt(text, at - 1) : undefined;
  if (text[at] === "照") return before === "牌" ? introducedPlateAt(text, at - 1) : undefined;
  if (text[at] === "号") return before === "车" ? introducedPlateAt(text, at - 1) : undefined;
  return plateAt(text, at);
}

/** Numbers that people put their name in front of. */
const NAMED_NUMBERS = new Set<PersonalDataKind>(["mobile", "landline", "idCard"]);

function scan(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  const keep = (one: PersonalData | undefined): void => {
    if (one) found.push(one);
  };
  let afterChain = 0;
  for (let i = 0; i < text.length; i++) {
    const look = TRIGGERS[text.charCodeAt(i)]!;
    if (look === 0) continue;
    if (look & LOOK.number && i >= afterChain) {
      const before = found.length;
      afterChain = findNumbers(text, i, found);
      for (let n = before, end = found.length; n < end; n++) {
        const number = found[n]!;
        if (NAMED_NUMBERS.has(number.kind)) keep(nameBeforeNumber(text, number.start));
      }
    }
    if (look & LOOK.name) findNames(text, i + 1, found);
    if (look & LOOK.door) keep(findDoor(text, i));
    if (look & LOOK.plate) keep(findPlate(text, i));
    if (look & LOOK.wechat) {
      const introduction = WECHAT_INTRODUCERS.endingAt(text, i + 1);
      if (introduction) keep(wechatAfter(text, introduction.start, i + 1));
    }
    if (look & LOOK.email) keep(emailAt(text, i));
    if (look & LOOK.underscore) keep(wxidAt(text, i));
  }
  return found;
}

/**
 * Where personal data stands in a text: sorted, without overlaps. One pass; every look around a character is bounded,
 * so the time is linear in the length of the text.
 */
export function findPersonalData(text: string): PersonalData[] {
  return settleOverlaps(scan(shapeOf(text)));
}

/** Characters that one call scans at most again, so that no text, however odd, is slow to mask. */
const RESCANNED = 400_000;

function replace(text: string, found: readonly PersonalData[]): string {
  let masked = "";
  let from = 0;
  for (const { kind, start, end } of found) {
    masked += text.slice(from, start) + TOKEN_OF[kind];
    from = end;
  }
  return masked + text.slice(from);
}

/**
 * The text with every piece of personal data replaced by the token of its kind (see {@link TOKEN_OF}). Masking a masked
 * text changes nothing: what a first pass brings to light (a name that ends where a number stood) is masked by the next.
 */
export function maskText(text: string): string {
  let masked = text;
  for (let scanned = 0; scanned <= RESCANNED; scanned += masked.length) {
    const found = findPersonalData(masked);
    if (found.length === 0) break;
    masked = replace(masked, found);
  }
  return masked;
}
