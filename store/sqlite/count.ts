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
    return groups.rows((places, figures, at) => toRow(places, figures, at, dictionaries, buckets));
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

function toRow(
  places: Int32Array,
  figures: Float64Array,
  at: number,
  dictionaries: readonly Dictionary[],
  buckets: Buckets | undefined,
): CountRow {
  const key: string[] = [];
  for (let i = 0; i < dictionaries.length; i++) {
    const { values, order } = dictionaries[i] as Dictionary;
    key.push(values[order[places[i + 1] as number] as number] as string);
  }
  return {
    key,
    at: buckets ? buckets.text(places[0] as number) : "",
    n: figure(figures, at),
    negative: figure(figures, at + 1),
    neutral: figure(figures, at + 2),
    positive: figure(figures, at + 3),
    scoreMilli: figure(figures, at + 4),
    severe: figure(figures, at + 5),
  };
}

/** The same number, as a small integer where it is one: a row then takes a third of the memory. */
function figure(figures: Float64Array, at: number): number {
  const value = figures[at] as number;
  const small = value | 0;
  return small === value ? small : value;
}
