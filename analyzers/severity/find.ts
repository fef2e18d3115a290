import type { Word } from "../../core/analyzer.js";
import type { Guard, SeverityCue, SeverityRule, SeverityRules } from "./rules.js";

/** A rule that holds in a text, at the level that its surroundings leave it. */
export interface Finding {
  rule: SeverityRule;
  level: 0 | 1 | 2 | 3;
  /** The words that made it hold, as they stand in the text. */
  reasons: string[];
}

/** How many words before a finding each guard reaches: negation within the clause, the others within the sentence. */
const REACH: Partial<Record<Guard, number>> = { negation: 3, possible: 12, whether: 12, prevention: 6, past: 20 };
/** How many words after a finding, in the same clause: 起火事件, 火灾、触电等安全隐患. */
const REACH_AFTER: Partial<Record<Guard, number>> = { past: 6, risk: 8 };
/** A reason made of two words is shown with what lies between them when it is no longer than this. */
const MAX_REASON = 14;

/** A text without full stops is read in stretches of so many words, so that the time stays in step with the length. */
const MAX_SENTENCE = 300;

const SENTENCE_END = new Set("。！？!?；;\n\r…");
const CLAUSE_END = new Set(",，:：");
const QUESTION = new Set("？?");

interface Hit {
  rule: SeverityRule;
  from: number;
  to: number;
  reasons: string[];
  clause: number;
}

/** Finds the rules that hold in a text, sentence by sentence. */
export function findSeverity(words: readonly Word[], content: string, rules: SeverityRules): Finding[] {
  const findings: Finding[] = [];
  let sentence = new SentenceHits(content, words, rules.lead);
  let start = 0;
  for (let i = 0; i < words.length; ) {
    const { text } = words[i] as Word;
    if (i - start >= MAX_SENTENCE || (text.length === 1 && SENTENCE_END.has(text))) {
      sentence.weigh(QUESTION.has(text), findings);
      sentence = new SentenceHits(content, words, rules.lead);
      start = i;
    } else if (text.length === 1 && CLAUSE_END.has(text)) sentence.clause++;
    const hit = rules.table.longestAt(words, i);
    if (hit === undefined) {
      i++;
      continue;
    }
    sentence.read(hit.value, i, hit.to);
    i = hit.to;
  }
  sentence.weigh(false, findings);
  return findings;
}

class SentenceHits {
  clause = 0;
  private readonly hits: Hit[] = [];
  private readonly halves: { rule: SeverityRule; side: 0 | 1; from: number; to: number }[] = [];
  private readonly guards: { guard: Guard; from: number; to: number; clause: number }[] = [];

  constructor(
    private readonly content: string,
    private readonly words: readonly Word[],
    private readonly lead: number,
  ) {}

  read(cue: SeverityCue, from: number, to: number): void {
    for (const guard of cue.guards) this.guards.push({ guard, from, to, clause: this.clause });
    const { clause } = this;
    for (const rule of cue.alone) this.hits.push({ rule, from, to, reasons: [this.textOf(from, to)], clause });
    for (const { rule, side } of cue.half) {
      const other = this.halves.findLast((half) => half.rule === rule && half.side !== side);
      if (other !== undefined && from - other.to <= rule.reach) {
        const whole = this.textOf(other.from, to);
        const reasons =
          whole.length <= MAX_REASON ? [whole] : [this.textOf(other.from, other.to), this.textOf(from, to)];
        this.hits.push({ rule, from: other.from, to, reasons, clause });
      }
      this.halves.push({ rule, side, from, to });
    }
  }

  private textOf(from: number, to: number): string {
    const first = this.words[from] as Word;
    const last = this.words[to - 1] as Word;
    return this.content.slice(first.start, last.start + last.text.length);
  }

  /** True when a guard stands within its reach before the hit. */
  private before(hit: Hit, guard: Guard): boolean {
    const reach = REACH[guard] as number;
    return this.guards.some(
      (g) =>
        g.guard === guard &&
        g.to <= hit.from &&
        hit.from - g.to < reach &&
        (guard !== "negation" || g.clause === hit.clause),
    );
  }

  private after(hit: Hit, guard: Guard): boolean {
    const reach = REACH_AFTER[guard] as number;
    return this.guards.some(
      (g) => g.guard === guard && g.clause === hit.clause && g.from >= hit.to && g.from - hit.to < reach,
    );
  }

  /**
   * 发生火灾打哪个电话？ and 会不会漏气？ only ask; 电梯坠落，到底有没有人管？ and 难道要等起火才管吗？ do not.
   */
  private onlyAsked(hit: Hit): boolean {
    const asked = this.guards.some(
      (g) => (g.guard === "asking" || g.guard === "whether") && (g.to <= hit.from || g.clause === hit.clause),
    );
    return asked && !this.before(hit, "possible");
  }

  private has(guard: Guard): boolean {
    return this.guards.some((g) => g.guard === guard);
  }

  /** Whether the message is about this event, or it is happening now. */
  private atHand(hit: Hit): boolean {
    return (this.words[hit.from] as Word).start < this.lead || this.has("present");
  }

  weigh(question: boolean, findings: Finding[]): void {
    for (const hit of this.hits) {
      const { rule, reasons } = hit;
      let level: number = rule.level;
      if (this.before(hit, "negation") || (question && this.onlyAsked(hit))) level = 0;
      else if (this.has("settled") || this.before(hit, "prevention")) level = Math.min(level, 1);
      else if (this.after(hit, "risk") || this.before(hit, "possible") || this.before(hit, "whether"))
        level = rule.possible;
      else if (this.before(hit, "past") || this.after(hit, "past")) level = Math.min(level, 2);
      if (level > 1 && level === rule.level && rule.event && !this.atHand(hit)) level--;
      if (level > 0) findings.push({ rule, level: level as 1 | 2 | 3, reasons });
    }
  }
}
