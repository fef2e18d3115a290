import fc from "fast-check";
import { afterEach, expect, inject, test } from "vitest";
import type { FeedbackDocument } from "../../../core/feedback-document.js";
import type { Put } from "../../../core/store.js";
import { document } from "../../contract/store-documents.js";
import { elasticConfig, temporaryElasticStores } from "./fixture.js";
import { type ItemFate, ItemProxy } from "./item-proxy.js";

const stores = temporaryElasticStores();
const proxies: ItemProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop();
});

async function behindProxy(fate: (id: string) => ItemFate) {
  const proxy = await ItemProxy.start(inject("elasticsearch"), fate);
  proxies.push(proxy);
  const config = elasticConfig({ node: [proxy.url] });
  const told: string[] = [];
  const store = await stores.openConfig(config, { pause: async () => undefined, onWait: ({ zh }) => told.push(zh) });
  return { proxy, store, config, told };
}

const outcomes = (puts: Put[]) => puts.map(({ outcome }) => outcome);

test("R7: whatever mix of refusals the items of a bulk meet, every document's result is right", async () => {
  const troubles = fc.array(
    fc.constantFrom<ItemFate>(
      { status: 429, type: "es_rejected_execution_exception" },
      { status: 503, type: "unavailable_shards_exception" },
      { status: 429, type: "cluster_block_exception" },
      { status: 403, type: "cluster_block_exception" },
    ),
    { maxLength: 3 },
  );
  const last = fc.constantFrom<ItemFate>("pass", "pass", "pass", { status: 400, type: "document_parsing_exception" });
  const fates = fc.array(fc.tuple(troubles, last), { minLength: 1, maxLength: 12 });
  const plans = new Map<string, ItemFate[]>();
  const { store } = await behindProxy((id) => plans.get(id)?.shift() ?? "pass");
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fates, async (list) => {
      round++;
      const older = document({ id: `${round} newer is there`, revision: 9 });
      await store.put([older]);
      const before = await store.size();
      const documents = list.map(([before, end], i) => {
        const id = `${round} ${i}`;
        plans.set(id, [...before, end]);
        return document({ id });
      });
      const puts = await store.put([...documents, document({ id: older.id, revision: 1, text: "旧" })]);
      expect(outcomes(puts)).toEqual([...list.map(([, end]) => (end === "pass" ? "created" : "rejected")), "refused"]);
      const taken = documents.filter((_, i) => list[i]?.[1] === "pass");
      expect((await store.get(documents.map(({ id }) => id))).filter((d) => d !== undefined)).toEqual(taken);
      expect(await store.size()).toBe(before + taken.length);
    }),
    { numRuns: 25 },
  );
});

test("R8: a rejected document says which field is at fault and never what it holds", async () => {
  const { store } = await behindProxy(() => "pass");
  const [put] = await store.put([document({ id: "长".repeat(200), text: "秘密" })]);
  expect(put?.outcome).toBe("rejected");
  expect(JSON.stringify(put?.reason)).not.toMatch(/秘密|长/);
});

test("R8: a bulk that is too large as a whole is halved until it fits; a document too large alone is rejected", async () => {
  const { store, proxy } = await behindProxy(() => "pass");
  proxy.most = 20_000;
  const large = document({ id: "large", text: "噪".repeat(10_000) });
  const small = Array.from({ length: 60 }, (_, i) => document({ id: `small ${i}` }));
  const documents: FeedbackDocument[] = [...small.slice(0, 30), large, ...small.slice(30)];
  const puts = await store.put(documents);
  expect(puts[30]).toMatchObject({ outcome: "rejected", reason: { zh: expect.stringContaining("太大") } });
  expect(outcomes(puts.filter((_, i) => i !== 30))).toEqual(small.map(() => "created"));
  expect(await store.size()).toBe(60);
  // The limit is remembered: the next bulk fits at once.
  proxy.sizes.length = 0;
  await store.put(small.map(({ id }) => document({ id, revision: 2, severity: 3 })));
  expect(Math.max(...proxy.sizes)).toBeLessThan(60);
});
