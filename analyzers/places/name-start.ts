import { isCompanyFront } from "../area/short-names.js";
import { windowBefore } from "./candidates.js";
import type { Cuts } from "./cuts.js";
import type { EdgeModel } from "./edge-model.js";
import type { Match, PlaceKind } from "./endings.js";
import { ADMIN, INSIDE, JOINER } from "./symbols.js";

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

/** Most characters in front of a dot: 伊景园·滨河苑. */
const MOST_BEFORE_DOT = 6;

/** The start of a name whose second part starts at `start`, behind a dot; `start` itself where no first part is found. */
function overDot(symbols: Uint16Array, start: number, group: number, { cuts, edges: model }: StartKnowledge): number {
  if (start < 3 || symbols[start - 1] !== JOINER) return start;
  const dot = start - 1;
  let from = dot;
  while (from > Math.max(0, dot - MOST_BEFORE_DOT) && symbols[from - 1] !== ADMIN && !cuts.before(symbols, from))
    from--;
  const edges = { from, ending: dot, group, isOrdinary: model.ordinary };
  let best = start;
  let most = Number.NEGATIVE_INFINITY;
  let inside = 0;
  for (let at = dot - 1; at >= from; at--) {
    inside += model.inside(symbols, at, dot);
    if (at > dot - 2) continue;
    const score = inside + model.edge(symbols, at, edges);
    if (score <= most) continue;
    most = score;
    best = at;
  }
  return best;
}

/** What the start of a name is found by. */
export interface StartKnowledge {
  cuts: Cuts;
  edges: EdgeModel;
}

/** Where the name before an ending at `at` starts; undefined where there is none. */
export function nameStart(
  text: string,
  symbols: Uint16Array,
  at: number,
  match: Match,
  knowledge: StartKnowledge,
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
  if (ending.kind === "company") return { start: companyStart(text, from, best), firm: best === from };
  return { start: overDot(symbols, best, ending.group, knowledge), firm: best === from };
}
