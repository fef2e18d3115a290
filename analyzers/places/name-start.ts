import { isCompanyFront } from "../area/short-names.js";
import { windowBefore } from "./candidates.js";
import type { Cuts } from "./cuts.js";
import type { EdgeModel } from "./edge-model.js";
import type { Match, PlaceKind } from "./endings.js";
import { INSIDE } from "./symbols.js";

/** Schools, hospitals and stations whose own name says nothing without the town's: 杭州市|第一人民医院. */
const NEEDS_DIVISION = /^(?:第?[一二三四五六七八九十]{0,3}|中心|实验|人民|经济|职业|技师|师范|外国语|火车|新)$/u;
const MAY_NEED_DIVISION = new Set<PlaceKind>(["school", "hospital", "transit"]);

const MASK = /[*×＊]/u;

export interface NameStart {
  start: number;
  /** True where what stands before cannot be part of the name. */
  firm: boolean;
}

/** 东西南北中: A1区|北路 is a road whose name has been anonymised, not a north road in A1区. */
const isDirection = (symbol: number): boolean =>
  symbol === 0x4e1c || symbol === 0x897f || symbol === 0x5357 || symbol === 0x5317 || symbol === 0x4e2d;

/** First character of the division whose last one stands at `at`. */
function divisionStart(symbols: Uint16Array, at: number): number {
  let start = at;
  while (start > 0 && symbols[start - 1] === INSIDE) start--;
  return start;
}

/** Companies carry the name of their city or province in front: 杭州|硕木科技有限公司. */
function companyStart(text: string, from: number, start: number): number {
  for (const length of [2, 3]) {
    if (start > from && isCompanyFront(text.slice(from, from + length))) return from;
    if (isCompanyFront(text.slice(Math.max(0, start - length), start))) return start - length;
  }
  return start;
}

/** Where the name before an ending at `at` starts; undefined where there is none. */
export function nameStart(
  text: string,
  symbols: Uint16Array,
  at: number,
  match: Match,
  knowledge: { cuts: Cuts; edges: EdgeModel },
): NameStart | undefined {
  const { cuts, edges: model } = knowledge;
  const { ending } = match;
  const { from, to, afterDivision } = windowBefore(symbols, at, match, cuts);
  if (afterDivision && match.ordinary === 0) {
    const partOfName = MAY_NEED_DIVISION.has(ending.kind)
      ? at - from >= ending.min && NEEDS_DIVISION.test(text.slice(from, at))
      : ending.kind === "road" && from === at - 1 && isDirection(symbols[from]!);
    if (partOfName) return { start: divisionStart(symbols, from - 1), firm: true };
  }
  // The names of schools, companies … often end in ordinary words (科技|有限公司), but not in verbs (找|学校).
  const { strict } = ending;
  if (from > to || from === at || (!strict && cuts.endsNothing(symbols[at - 1]!))) return undefined;

  const edges = { from, ending: at, group: ending.group, isOrdinary: model.ordinary };
  // A road, and what follows a division, may be called by an ordinary word: 建设路, 文化路.
  const mayBeOrdinary = !ending.trigger && (afterDivision || ending.kind === "road");
  let ordinary = true;
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  let inside = 0;
  for (let start = at - 1; start >= from; start--) {
    inside += model.inside(symbols, start, at);
    ordinary &&= start === at - 1 || model.isOrdinary(symbols[start]!, symbols[start + 1]!);
    if (start > to) continue;
    const nameless = ordinary && !(mayBeOrdinary && start === from);
    if (nameless && !strict) continue;
    const score = inside + model.edge(symbols, start, edges);
    if (score > most) {
      most = score;
      best = nameless ? -1 : start;
    }
  }
  // What stands after a mask is half a name: 南*物业服务有限公司.
  if (best < 0 || (best === from && MASK.test(text[from - 1] ?? ""))) return undefined;
  const start = ending.kind === "company" ? companyStart(text, from, best) : best;
  return { start, firm: best === from };
}
