import { expect, test } from "vitest";
import { randomFrom } from "../../../bench/random.js";
import { syntheticDocuments } from "../../../bench/store/documents.js";
import type { CountQuery } from "../../../core/store.js";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { NaiveStore } from "../../contract/store-naive.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);

const QUESTIONS: CountQuery[] = [
  { by: ["topic", "area"], every: "week" },
  { by: ["topic3"], where: { folded: "representatives" } },
  { by: ["street", "severity"], where: { from: "2025-03-01T00:00:00Z", to: "2025-09-10T10:00:00Z" } },
  { every: "hour", where: { severity: ["3"] } },
  { by: ["department"], every: "month", where: { area: ["区1", "区2"], text: "噪音" } },
];

test("R13: ten thousand documents over many blocks, arriving in any order, replaced and removed: counts equal a recount", async () => {
  const random = randomFrom(7);
  const store = await stores.open(stores.path());
  const naive = new NaiveStore("Asia/Shanghai");
  const documents = [...syntheticDocuments(10_000, 20)];
  for (let i = documents.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [documents[i], documents[k]] = [documents[k] as never, documents[i] as never];
  }
  const put = async (list: typeof documents) => {
    for (let i = 0; i < list.length; i += 700) await store.put(list.slice(i, i + 700));
    for (const document of list) naive.put(document);
  };
  await put(documents);
  const corrected = [...syntheticDocuments(10_000, 20, 2)].filter(() => random() < 0.2);
  await put(corrected.map((d, i) => ({ ...d, id: documents[i * 4]?.id as string, revision: 20_000 + i })));
  const old = { to: "2025-02-03T00:00:00Z" };
  const gone = naive.select(old);
  expect(await store.remove(old)).toBe(gone.length);
  for (const { id } of gone) naive.documents.delete(id);

  for (const question of QUESTIONS) expect(await store.count(question)).toEqual(naive.count(question));
  const where = { text: "噪音", area: ["区1"] };
  const ids = naive.find(where);
  const { hits, total } = await store.find(where, { size: 50 });
  expect(total).toBe(ids.length);
  expect(hits.map((hit) => hit.document.id)).toEqual(ids.slice(0, 50));
});
