/**
 * Patterns of phrases, matched all at once in one step per character. `{a|b|}` is one of several, `~6` up to six
 * characters that are no punctuation. The patterns become a non-deterministic automaton, whose sets of states are made
 * and remembered as texts need them: no backtracking, whatever the text.
 */
export interface PhraseAutomaton {
  /** Whether a phrase can begin with a unit. */
  begins(unit: number): boolean;
  /** Calls `accept` for every end of a phrase that starts at an index, shortest first, with the phrase's tags. */
  run(text: string, start: number, accept: (end: number, tags: number) => void): void;
}

interface Node {
  edges: [unit: number, to: number][];
  /** Where any character but punctuation leads. */
  any: number[];
  skips: number[];
  tags: number;
}

interface State {
  nodes: number[];
  tags: number;
  /** `null` where a unit leads nowhere. */
  next: Map<number, State | null>;
  /** Units with an edge of their own; all others share what `any` gives. */
  known: Set<number>;
  other: State | undefined;
}

/** So many states are remembered; real texts need a few thousand. */
const MOST_STATES = 20_000;

const PUNCTUATION: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  if (unit === 0x5b || unit === 0x5d) return 0;
  return /[\s\p{P}\p{S}]/u.test(String.fromCharCode(unit)) ? 1 : 0;
});

/** What a gap may not run over. Brackets may stay inside: `[姓名]` is what masking leaves of a name. */
export function isPunctuation(unit: number): boolean {
  return PUNCTUATION[unit] === 1;
}

/** Reads one pattern into nodes; throws an Error that names the pattern when it is not well formed. */
class PatternReader {
  private at = 0;

  constructor(
    private readonly pattern: string,
    private readonly nodes: Node[],
  ) {}

  private node(): number {
    this.nodes.push({ edges: [], any: [], skips: [], tags: 0 });
    return this.nodes.length - 1;
  }

  /** Reads up to `|`, `}` or the end; gives back the node reached. */
  sequence(from: number): number {
    let node = from;
    while (this.at < this.pattern.length && !"|}".includes(this.pattern[this.at]!)) {
      const character = this.pattern[this.at++]!;
      if (character === "{") node = this.choice(node);
      else if (character === "~") node = this.gap(node);
      else {
        const to = this.node();
        this.nodes[node]!.edges.push([character.charCodeAt(0), to]);
        node = to;
      }
    }
    return node;
  }

  private choice(from: number): number {
    const end = this.node();
    for (;;) {
      const start = this.node();
      this.nodes[from]!.skips.push(start);
      this.nodes[this.sequence(start)]!.skips.push(end);
      const character = this.pattern[this.at++];
      if (character === "}") return end;
      if (character !== "|") throw new Error(`boilerplate.yaml: { without } in "${this.pattern}"`);
    }
  }

  private gap(from: number): number {
    const digits = /^\d+/.exec(this.pattern.slice(this.at))?.[0];
    if (!digits) throw new Error(`boilerplate.yaml: ~ without a number in "${this.pattern}"`);
    this.at += digits.length;
    const end = this.node();
    let node = from;
    for (let i = 0; i < Number(digits); i++) {
      this.nodes[node]!.skips.push(end);
      const to = this.node();
      this.nodes[node]!.any.push(to);
      node = to;
    }
    this.nodes[node]!.skips.push(end);
    return end;
  }

  whole(tags: number): void {
    const end = this.sequence(0);
    if (this.at < this.pattern.length) throw new Error(`boilerplate.yaml: stray } or | in "${this.pattern}"`);
    this.nodes[end]!.tags |= tags;
  }
}

/** Builds one automaton of patterns, each with its tags (bits). */
export function phraseAutomaton(patterns: Iterable<readonly [pattern: string, tags: number]>): PhraseAutomaton {
  const nodes: Node[] = [{ edges: [], any: [], skips: [], tags: 0 }];
  for (const [pattern, tags] of patterns) new PatternReader(pattern, nodes).whole(tags);
  let states = new Map<string, State>();

  function stateOf(from: readonly number[]): State | undefined {
    if (from.length === 0) return undefined;
    const seen = new Set(from);
    for (const node of seen) for (const to of nodes[node]!.skips) seen.add(to);
    const members = [...seen].sort((a, b) => a - b);
    const key = members.join();
    let state = states.get(key);
    if (!state) {
      const known = new Set(members.flatMap((node) => nodes[node]!.edges.map(([unit]) => unit)));
      const tags = members.reduce((all, node) => all | nodes[node]!.tags, 0);
      state = { nodes: members, tags, next: new Map(), known, other: undefined };
      states.set(key, state);
      state.other = stateOf(members.flatMap((node) => nodes[node]!.any));
    }
    return state;
  }

  function step(state: State, unit: number): State | undefined {
    const cached = state.next.get(unit);
    if (cached !== undefined) return cached ?? undefined;
    if (!state.known.has(unit)) return state.other && !isPunctuation(unit) ? state.other : undefined;
    const reached = state.nodes.flatMap((node) => {
      const { edges, any } = nodes[node]!;
      const direct = edges.filter(([edge]) => edge === unit).map(([, to]) => to);
      return isPunctuation(unit) ? direct : [...direct, ...any];
    });
    const next = stateOf(reached);
    state.next.set(unit, next ?? null);
    return next;
  }

  let first = stateOf([0])!;
  const begins = new Uint8Array(0x10000);
  for (const unit of first.known) begins[unit] = 1;
  return {
    begins: (unit) => begins[unit] === 1,
    run(text, start, accept) {
      if (states.size > MOST_STATES) {
        states = new Map();
        first = stateOf([0])!;
      }
      let state: State | undefined = first;
      for (let i = start; i < text.length; i++) {
        state = step(state, text.charCodeAt(i));
        if (!state) return;
        if (state.tags !== 0) accept(i + 1, state.tags);
      }
    },
  };
}
