import { readFileSync } from "node:fs";
import type { Place } from "../../core/analysis.js";
import { PLACE_KINDS } from "../../core/analysis.js";
import { shipped } from "../../core/paths.js";

export type PlaceKind = Place["kind"];

/** One way in which names of places end. */
export interface Ending {
  kind: PlaceKind;
  /** A trigger names what stands before it and is no part of the name: 丽发新城|小区. */
  trigger: boolean;
  /** Of roads, estates, villages and triggers: what stands before is looked at as it is. */
  strict: boolean;
  text: string;
  /** For the edge model: endings of one group look alike on their left. */
  group: number;
  /** Characters in front of the ending. */
  min: number;
  max: number;
  /** What must not follow: 政府|部门. */
  notBefore: readonly string[];
}

/** An ending found in a text. */
export interface Match {
  ending: Ending;
  /** Length of the longest ordinary word that ends with it (燃气公司), 0 without one: a name must be longer. */
  ordinary: number;
}

/** Roads, estates and villages end in single characters that end hundreds of words too: those words are never names. */
const STRICT = new Set<PlaceKind>(["road", "estate", "village"]);

/** What an ordinary word means for a name that ends with it. */
const NEVER = 0;
const UNLESS_LONGER = 1;
type Ordinary = typeof NEVER | typeof UNLESS_LONGER;

/** Groups of endings before which names look alike: one for each kind of which there is enough to learn from. */
function groupOf(kind: string, text: string): string {
  if (kind === "trigger") return "T";
  if (kind === "estate") return text.length === 1 ? "E" : "e";
  return kind === "road" || kind === "village" || kind === "company" ? kind[0]! : "x";
}

/** Finds endings in one walk from a character to the left, longest first; ordinary words (马路, 政府) block them. */
export class Endings {
  readonly all: Ending[] = [];
  /** 1 for characters in which some ending ends. */
  readonly last = new Uint8Array(65536);
  private readonly steps = new Map<number, number>();
  private readonly ends: (Ending | Ordinary | undefined)[] = [undefined];

  constructor(lines: string) {
    for (const line of lines.split("\n")) {
      const fields = line.split(" ").filter((field) => field !== "");
      if (fields.length < 3 || fields[0]!.startsWith("#")) continue;
      const [kind, text, span, ...rest] = fields as [string, string, string, ...string[]];
      const [min, max] = span.split("-").map(Number) as [number, number];
      const list = (mark: string) =>
        rest.filter((field) => field.startsWith(mark)).flatMap((field) => field.slice(1).split(",").filter(Boolean));
      const trigger = kind === "trigger";
      const known = PLACE_KINDS.find((one) => one === kind) ?? "estate";
      const group = groupOf(kind, text).charCodeAt(0);
      this.add(text, { kind: known, trigger, strict: STRICT.has(known), text, group, min, max, notBefore: list(">") });
      for (const word of list("-")) this.add(word, STRICT.has(known) ? NEVER : UNLESS_LONGER);
      for (const word of list("=")) this.add(word, NEVER);
    }
  }

  private add(word: string, end: Ending | Ordinary): void {
    let node = 0;
    for (let at = word.length - 1; at >= 0; at--) {
      const key = node * 65536 + word.charCodeAt(at);
      let next = this.steps.get(key);
      if (next === undefined) {
        next = this.ends.length;
        this.ends.push(undefined);
        this.steps.set(key, next);
      }
      node = next;
    }
    if (typeof end === "object") {
      this.all.push(end);
      this.last[word.charCodeAt(word.length - 1)] = 1;
      this.ends[node] = end;
    } else if (this.ends[node] === undefined) {
      this.ends[node] = end;
    }
  }

  /** The longest ending whose last character stands at `at`. */
  match(text: string, at: number): Match | undefined {
    let node = 0;
    let found: Ending | undefined;
    let ordinary = 0;
    for (let from = at; from >= 0; from--) {
      const next = this.steps.get(node * 65536 + text.charCodeAt(from));
      if (next === undefined) break;
      node = next;
      const end = this.ends[node];
      if (end === NEVER) {
        found = undefined;
      } else if (end === UNLESS_LONGER) {
        ordinary = at - from + 1;
      } else if (end !== undefined) {
        found = end;
        ordinary = 0;
      }
    }
    if (found === undefined) return undefined;
    for (const after of found.notBefore) if (text.startsWith(after, at + 1)) return undefined;
    return { ending: found, ordinary };
  }
}

let shared: Endings | undefined;

/** The shipped endings, read once per thread. */
export function endings(): Endings {
  shared ??= new Endings(readFileSync(shipped("config", "gazetteer", "suffixes.txt"), "utf8"));
  return shared;
}
