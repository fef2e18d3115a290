import type { Found, Hit, Page, Where } from "../../core/store.js";
import { highlighter } from "../highlight.js";
import { compareText } from "../order.js";
import { pageSize } from "../page-size.js";
import { type PageEnd, readPageToken, writePageToken } from "../page-token.js";
import type { BlockInfo } from "./block-reader.js";
import { idPrefix } from "./cells.js";
import type { Context } from "./context.js";
import { BLOCK } from "./layout.js";
import type { Selected, Selection } from "./selection.js";

/** A document that may be on the page. */
interface Candidate {
  number: number;
  /** The time, negated for newest first, so that smaller always comes first. */
  rank: number;
  prefix: number;
}

/** See {@link Store.find}. */
export function find(context: Context, where: Where, page: Page = {}): Found {
  const size = pageSize(page);
  const after = page.after === undefined ? undefined : readPageToken(page.after);
  return context.snapshot(() => {
    const search = new PageSearch(context, size, page.order === "oldest" ? 1 : -1, after);
    const { numbers, total } = search.run(context.select(where));
    const hits = load(context, numbers.slice(0, size), where.text);
    const last = hits.at(-1)?.document;
    if (!last || numbers.length <= size) return { hits, total };
    return { hits, total, next: writePageToken({ at: search.timeOf(size - 1), id: last.id }) };
  });
}

/** Goes through the blocks, nearest to the page first, and keeps the best `size + 1` documents behind `after`. */
class PageSearch {
  private best: Candidate[] = [];
  /** Candidates ranked behind this cannot be on the page. */
  private limit = Number.POSITIVE_INFINITY;
  private readonly afterPrefix: number;

  constructor(
    private readonly context: Context,
    private readonly size: number,
    /** 1 for oldest first, −1 for newest first. */
    private readonly sign: 1 | -1,
    private readonly after: PageEnd | undefined,
  ) {
    this.afterPrefix = after ? idPrefix(after.id) : 0;
  }

  run(selection: Selection): { numbers: number[]; total: number } {
    const { sign } = this;
    const nearest = (info: BlockInfo) => (sign === 1 ? info.first : -info.last);
    const blocks = this.context.reader.blocks().sort((a, b) => nearest(a) - nearest(b));
    let total = 0;
    for (const info of blocks) {
      if (nearest(info) > this.limit && selection.coversAll(info)) {
        total += info.live;
        continue;
      }
      const selected = selection.in(info);
      if (!selected) continue;
      total += selected.count;
      if (nearest(info) <= this.limit) this.collect(selected);
    }
    this.cut();
    return { numbers: this.best.map((candidate) => candidate.number), total };
  }

  timeOf(place: number): number {
    return (this.best[place] as Candidate).rank * this.sign;
  }

  private collect({ block, length, mask }: Selected): void {
    const { sign, after } = this;
    const at = this.context.reader.large("createdAt");
    const prefixes = this.context.reader.large("idPrefix");
    const border = after ? after.at * sign : Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) {
      if (!mask[i]) continue;
      const rank = (at[i] as number) * sign;
      if (rank > this.limit || rank < border) continue;
      const candidate = { number: block * BLOCK + i, rank, prefix: prefixes[i] as number };
      if (rank === border && !this.isBehind(candidate)) continue;
      this.best.push(candidate);
      if (this.best.length >= 4 * this.size + 100) this.cut();
    }
  }

  /** Of the same time as the end of the page before: whether its id comes later. */
  private isBehind(candidate: Candidate): boolean {
    if (candidate.prefix !== this.afterPrefix) return candidate.prefix > this.afterPrefix;
    return compareText(this.idOf(candidate), (this.after as PageEnd).id) > 0;
  }

  private cut(): void {
    const order = (a: Candidate, b: Candidate) =>
      a.rank - b.rank || a.prefix - b.prefix || compareText(this.idOf(a), this.idOf(b));
    this.best.sort(order);
    this.best.length = Math.min(this.best.length, this.size + 1);
    if (this.best.length === this.size + 1) this.limit = (this.best[this.size] as Candidate).rank;
  }

  /** Only for documents of one instant whose ids begin alike. */
  private idOf({ number }: Candidate): string {
    const row = this.context
      .prepare("SELECT json_extract(body, '$.id') AS id FROM bodies WHERE number = ?")
      .get(number) as { id: string };
    return row.id;
  }
}

function load(context: Context, numbers: readonly number[], text: string | undefined): Hit[] {
  const list = JSON.stringify(numbers);
  const rows = context
    .prepare("SELECT number, body FROM bodies WHERE number IN (SELECT value FROM json_each(?))")
    .all(list) as { number: number; body: string }[];
  const bodies = new Map(rows.map(({ number, body }) => [number, body]));
  const documents = numbers.map((number) => context.decode(bodies.get(number) as string));
  const counts = context
    .prepare(
      `SELECT duplicate_of AS id, count(*) AS n FROM identities
       WHERE duplicate_of IN (SELECT value FROM json_each(?)) GROUP BY duplicate_of`,
    )
    .all(JSON.stringify(documents.map((document) => document.id))) as { id: string; n: number }[];
  const folded = new Map(counts.map(({ id, n }) => [id, n]));
  const highlight = highlighter(text);
  return documents.map((document) => ({
    document,
    folded: folded.get(document.id) ?? 0,
    ...highlight(document),
  }));
}
