import { SENTIMENT_LABELS } from "../../core/analysis.js";
import type { CountQuery, CountRow } from "../../core/store.js";
import { Buckets } from "./buckets.js";
import type { Context } from "./context.js";
import { type Figures, Groups } from "./groups.js";
import type { Dictionary } from "./terms.js";

/** See {@link Store.count}. */
export function count(context: Context, { where = {}, by = [], every }: CountQuery): CountRow[] {
  return context.snapshot(() => {
    const { reader, terms, zone } = context;
    const selection = context.select(where);
    const blocks = reader.blocks();
    const buckets = every && new Buckets(zone, every, blocks);
    const dictionaries = by.map((dimension) => terms.dictionary(dimension));
    const groups = new Groups([buckets?.limit ?? 1, ...dictionaries.map(({ order }) => order.length)]);
    const signs = signsOf(terms.dictionary("sentiment"), terms.dictionary("severity"));
    for (const info of blocks) {
      const selected = selection.in(info);
      if (!selected) continue;
      groups.start(buckets?.of(reader, selected.length));
      by.forEach((dimension, i) => {
        const { ranks } = dictionaries[i] as Dictionary;
        groups.add(i + 1, reader.small(dimension), ranks, selected.length);
      });
      groups.sum(selected, {
        ...signs,
        sentiment: reader.small("sentiment"),
        score: reader.small("score"),
        severity: reader.small("severity"),
      });
    }
    const rows = new Rows(dictionaries, buckets);
    return groups.rows((places, figures, at) => rows.make(places, figures, at));
  });
}

/** Turns the codes of sentiment and severity into what is summed. */
function signsOf(sentiment: Dictionary, severity: Dictionary): Pick<Figures, "polarity" | "severe"> {
  return {
    polarity: Uint8Array.from(sentiment.values, (value) =>
      Math.max(0, (SENTIMENT_LABELS as readonly string[]).indexOf(value)),
    ),
    severe: Uint8Array.from(severity.values, (value) => (value === "2" || value === "3" ? 1 : 0)),
  };
}

/** Makes the rows. Rows of the same values share one key, frozen: a year of days has hundreds of thousands of rows. */
class Rows {
  private readonly keys = new Map<number, string[]>();

  constructor(
    private readonly dictionaries: readonly Dictionary[],
    private readonly buckets: Buckets | undefined,
  ) {}

  private key(places: Int32Array): string[] {
    let number = 0;
    this.dictionaries.forEach(({ order }, i) => {
      number = number * order.length + (places[i + 1] as number);
    });
    let key = this.keys.get(number);
    if (!key) {
      key = this.dictionaries.map(({ values, order }, i) => values[order[places[i + 1] as number] as number] as string);
      Object.freeze(key);
      this.keys.set(number, key);
    }
    return key;
  }

  make(places: Int32Array, figures: Float64Array, at: number): CountRow {
    return {
      key: this.key(places),
      at: this.buckets ? this.buckets.text(places[0] as number) : "",
      n: figure(figures, at),
      negative: figure(figures, at + 1),
      neutral: figure(figures, at + 2),
      positive: figure(figures, at + 3),
      scoreMilli: figure(figures, at + 4),
      severe: figure(figures, at + 5),
    };
  }
}

/** The same number, as a small integer where it is one: a row then takes a third of the memory. */
function figure(figures: Float64Array, at: number): number {
  const value = figures[at] as number;
  const small = value | 0;
  return small === value ? small : value;
}
