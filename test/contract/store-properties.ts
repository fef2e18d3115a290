import fc from "fast-check";
import { expect, test } from "vitest";
import { DEMANDS, SENTIMENT_LABELS } from "../../core/analysis.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import { CHANNELS } from "../../core/feedback-item.js";
import { type CountQuery, DIMENSIONS, INTERVALS, type Store, type Where } from "../../core/store.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";
import { NaiveStore } from "./store-naive.js";

const ZONE = "Asia/Shanghai";
const START = Date.UTC(2019, 6, 1);

const someOf = <T>(...values: T[]) => fc.constantFrom(...values);
const text = fc.array(someOf("噪", "音", "扰", "民", "a3", "KTV", "，", " ", "。", "3", "区"), { maxLength: 12 });

const documents: fc.Arbitrary<FeedbackDocument> = fc
  .record({
    id: fc.integer({ min: 0, max: 15 }).map((n) => `document ${n}`),
    revision: fc.integer({ min: 1, max: 20 }),
    title: text.map((parts) => parts.join("")),
    text: text.map((parts) => parts.join("")),
    createdAt: fc.integer({ min: 0, max: 90 * 24 * 60 }).map((m) => new Date(START + m * 60_000).toISOString()),
    topic: someOf(["一"], ["一", "甲"], ["二", "甲"], ["二", "乙", "丙"]),
    district: someOf("", "A3区", "A4区"),
    street: someOf("", "东街", "西街"),
    source: someOf("board", "hotline"),
    channel: someOf(...CHANNELS),
    department: someOf("", "城管局"),
    demand: someOf(...DEMANDS),
    sentiment: someOf(...SENTIMENT_LABELS),
    // JSON knows no -0.
    score: fc.double({ min: -1, max: 1, noNaN: true }).map((score) => score + 0),
    severity: someOf<0 | 1 | 2 | 3>(0, 1, 2, 3),
    keywords: fc.subarray(["噪音", "扰民", "污水"]),
    duplicateOf: someOf("", "document 0", "document 1"),
  })
  .map(document);

const instant = fc.integer({ min: 0, max: 90 * 24 }).map((h) => new Date(START + h * 3_600_000).toISOString());

const wheres: fc.Arbitrary<Where> = fc.record(
  {
    from: instant,
    to: instant,
    text: fc.array(someOf("噪", "音", "扰", "民", "a3", "ktv", "，"), { maxLength: 3 }).map((parts) => parts.join("")),
    topic: fc.subarray(["一", "二", "三"]),
    topic2: fc.subarray(["", "甲"]),
    area: fc.subarray(["", "A3区", "A4区", "B区"]),
    severity: fc.subarray(["0", "2", "3"]),
    sentiment: fc.subarray([...SENTIMENT_LABELS]),
    folded: someOf<"all" | "representatives">("all", "representatives"),
  },
  { requiredKeys: [] },
);

const queries: fc.Arbitrary<CountQuery> = fc.record(
  { where: wheres, by: fc.subarray([...DIMENSIONS], { maxLength: 3 }), every: someOf(...INTERVALS) },
  { requiredKeys: [] },
);

type Step = { put: FeedbackDocument[] } | { remove: Where } | { removeIds: string[] };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.array(documents, { maxLength: 12 }).map((put): Step => ({ put })) },
    { weight: 1, arbitrary: wheres.map((remove): Step => ({ remove })) },
    {
      weight: 1,
      arbitrary: fc.array(documents, { maxLength: 3 }).map((d): Step => ({ removeIds: d.map(({ id }) => id) })),
    },
  ),
  { maxLength: 8 },
);

async function play(store: Store, naive: NaiveStore, step: Step): Promise<void> {
  if ("put" in step) {
    await store.put(step.put);
    for (const one of step.put) naive.put(one);
    return;
  }
  const gone = "remove" in step ? naive.select(step.remove).map(({ id }) => id) : step.removeIds;
  const there = new Set(gone.filter((id) => naive.documents.has(id)));
  expect(await store.remove("remove" in step ? step.remove : { ids: step.removeIds })).toBe(there.size);
  for (const id of there) naive.documents.delete(id);
}

export function propertyCases(open: OpenStore, share: number): void {
  const runs = (all: number) => ({ numRuns: Math.ceil(all * share) });

  test("whatever is written, replaced and removed, every count and search equals a recount by hand", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(queries, { minLength: 1, maxLength: 6 }), async (sequence, asked) => {
        const store = await open(ZONE);
        const naive = new NaiveStore(ZONE);
        for (const step of sequence) await play(store, naive, step);
        for (const query of asked) {
          expect(await store.count(query)).toEqual(naive.count(query));
          const { hits, total } = await store.find(query.where ?? {}, { size: 100 });
          const ids = naive.find(query.where ?? {});
          expect(hits.map((hit) => hit.document.id)).toEqual(ids);
          expect(total).toBe(ids.length);
          expect(hits.map((hit) => hit.document)).toEqual(ids.map((id) => naive.documents.get(id)));
          const places = hits.map(
            ({ highlights }) => highlights && [...highlights.title, ...highlights.text].length > 0,
          );
          expect(places).toEqual(ids.map(() => (query.where?.text === undefined ? undefined : true)));
        }
        expect((await store.checksum()).documents).toBe(naive.documents.size);
        await store.close();
      }),
      runs(60),
    );
  });

  test("R13: the order of arrival changes nothing when every state has its own revision", async () => {
    const states = fc.array(documents, { maxLength: 20 }).map((list) => list.map((d, i) => ({ ...d, revision: i })));
    const shuffled = states.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.integer({ min: 1, max: 20 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, queries, async ([list, other, batch], query) => {
        const [one, two] = [await open(ZONE), await open(ZONE)];
        await one.put(list);
        for (let i = 0; i < other.length; i += batch) await two.put(other.slice(i, i + batch));
        // A state whose content came back later leaves its first revision: only what counts is compared.
        const latest = new Map(list.map((d) => [d.id, d]));
        const distinct = new Set(list.map((d) => d.hash)).size === list.length;
        if (distinct) {
          expect(await two.checksum()).toEqual(await one.checksum());
          expect(await two.count(query)).toEqual(await one.count(query));
        }
        expect((await one.checksum()).documents).toBe(latest.size);
        await one.close();
        await two.close();
      }),
      runs(30),
    );
  });

  test("R11: writing the same again changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(documents, { selector: (d) => d.id }), queries, async (list, query) => {
        const store = await open(ZONE);
        await store.put(list);
        const [checksum, count] = [await store.checksum(), await store.count(query)];
        const again = await store.put(list.map((d) => ({ ...d, revision: d.revision + 100 })));
        expect(again.every(({ outcome }) => outcome === "unchanged")).toBe(true);
        expect(await store.checksum()).toEqual(checksum);
        expect(await store.count(query)).toEqual(count);
        await store.close();
      }),
      runs(20),
    );
  });
}
