import type { Hit, Store } from "../core/store.js";
import type { Period } from "./periods.js";
import type { Rise } from "./rising.js";

/** Messages looked at for each rise. */
const MESSAGES = 200;
/** Words looked at: the rest would not be shown anyway. */
const WORDS = 15;
/** Words that share half of the rarer one's messages are about the same matter. */
const SAME_MATTER = 0.5;

interface Group {
  rise: Rise & { words: string[] };
  ids: ReadonlySet<string>;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = a.size < b.size ? a : b;
  const larger = smaller === a ? b : a;
  let both = 0;
  for (const id of smaller) if (larger.has(id)) both += 1;
  return smaller.size === 0 ? 0 : both / smaller.size;
}

/** The message whose keywords recur most among the others: what they are about. The newest of equals. */
function example(hits: readonly Hit[]): string | undefined {
  const messages = new Map<string, number>();
  for (const { document } of hits) {
    for (const word of document.analysis.keywords) messages.set(word, (messages.get(word) ?? 0) + 1);
  }
  const typical = ({ document }: Hit): number =>
    document.analysis.keywords.reduce((sum, word) => sum + (messages.get(word) ?? 0) - 1, 0);
  const [best] = hits.map((hit) => ({ hit, score: typical(hit) })).sort((a, b) => b.score - a.score);
  return best && (best.hit.document.title ?? best.hit.document.text);
}

/** A topic's rise in a district with a message that shows what it is about. */
export async function withExample(store: Store, period: Period, rise: Rise): Promise<Rise> {
  // The value is the finest level that is known.
  for (const level of ["topic2", "topic"] as const) {
    const where = { ...period, [level]: [rise.value], ...(rise.area ? { area: [rise.area] } : {}) };
    const shown = example((await store.find(where, { size: MESSAGES })).hits);
    if (shown !== undefined) return { ...rise, example: shown };
  }
  return rise;
}

/**
 * One matter brings up several words at once (捆绑, 车位, 滨河苑): rising words that stand in the same messages become one
 * rise, led by the most remarkable, with a message that shows what it is about.
 */
export async function groupWords(store: Store, period: Period, rises: readonly Rise[], most: number): Promise<Rise[]> {
  const groups: Group[] = [];
  for (const rise of rises.slice(0, WORDS)) {
    const { hits } = await store.find({ ...period, text: rise.value }, { size: MESSAGES });
    const ids = new Set(hits.map(({ document }) => document.id));
    const same = groups.find((group) => overlap(group.ids, ids) >= SAME_MATTER);
    if (same) {
      same.rise.words.push(rise.value);
      continue;
    }
    const shown = example(hits);
    groups.push({ ids, rise: { ...rise, words: [rise.value], ...(shown === undefined ? {} : { example: shown }) } });
  }
  return groups.slice(0, most).map(({ rise }) => rise);
}
