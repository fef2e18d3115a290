import { Temporal } from "temporal-polyfill";
import { facetsOf } from "../../core/facets.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import { type CountQuery, type CountRow, DIMENSIONS, type Interval, type Where } from "../../core/store.js";

const UNIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\p{L}\p{N}]|$)|[^\p{L}\p{N}]+/gu;

/** The units of a text, "" for a break; the slow and plain way. */
export function plainUnits(text: string): string[] {
  const units = (text.normalize("NFKC").toLowerCase().match(UNIT) ?? []).map((unit) =>
    /[\p{L}\p{N}]/u.test(unit) ? unit : "",
  );
  while (units[0] === "") units.shift();
  while (units.at(-1) === "") units.pop();
  return units;
}

/** Whether a text holds the query's units in a row. */
export function plainMatch(text: string, query: string): boolean {
  const units = plainUnits(text);
  const wanted = plainUnits(query);
  return wanted.length > 0 && units.some((_, i) => wanted.every((unit, k) => units[i + k] === unit));
}

function bucket(instant: string, every: Interval, zone: string): string {
  let time = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  if (every === "hour") return time.round({ smallestUnit: "hour", roundingMode: "floor" }).toInstant().toString();
  if (every === "week") time = time.subtract({ days: time.dayOfWeek - 1 });
  if (every === "month") time = time.with({ day: 1 });
  return time.startOfDay().toInstant().toString();
}

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What a store should answer, worked out by looking at every document. */
export class NaiveStore {
  readonly documents = new Map<string, FeedbackDocument>();

  constructor(private readonly zone: string) {}

  put(document: FeedbackDocument): void {
    const known = this.documents.get(document.id);
    if (known && (known.hash === document.hash || known.revision > document.revision)) return;
    this.documents.set(document.id, document);
  }

  select(where: Where): FeedbackDocument[] {
    return [...this.documents.values()].filter((document) => {
      const at = Date.parse(document.createdAt);
      if (where.from !== undefined && at < Date.parse(where.from)) return false;
      if (where.to !== undefined && at >= Date.parse(where.to)) return false;
      if (where.folded === "representatives" && document.analysis.duplicateOf !== undefined) return false;
      const { text } = where;
      if (text !== undefined && !plainMatch(document.title ?? "", text) && !plainMatch(document.text, text))
        return false;
      const facets = facetsOf(document);
      return DIMENSIONS.every((d) => where[d] === undefined || (where[d] as string[]).includes(facets[d]));
    });
  }

  /** Ids, newest first, ties by id. */
  find(where: Where): string[] {
    const found = this.select(where);
    found.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || byCodePoint(a.id, b.id));
    return found.map(({ id }) => id);
  }

  count({ where = {}, by = [], every }: CountQuery): CountRow[] {
    const rows = new Map<string, CountRow>();
    for (const document of this.select(where)) {
      const facets = facetsOf(document);
      const key = by.map((dimension) => facets[dimension]);
      const at = every ? bucket(document.createdAt, every, this.zone) : "";
      const name = JSON.stringify([at, key]);
      const row = rows.get(name) ?? { key, at, n: 0, negative: 0, neutral: 0, positive: 0, scoreMilli: 0, severe: 0 };
      const { sentiment, severity } = document.analysis;
      row.n++;
      row[sentiment.label]++;
      row.scoreMilli += Math.sign(sentiment.score) * Math.round(Math.abs(sentiment.score) * 1000);
      if (severity.level >= 2) row.severe++;
      rows.set(name, row);
    }
    const compare = (a: CountRow, b: CountRow) => {
      const order = [byCodePoint(a.at, b.at), ...a.key.map((value, i) => byCodePoint(value, b.key[i] as string))];
      return order.find((sign) => sign !== 0) ?? 0;
    };
    return [...rows.values()].sort(compare);
  }
}
