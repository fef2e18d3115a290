import { expect, test } from "vitest";
import { Zone } from "../../../core/zone.js";
import { createClient } from "../../../store/elasticsearch/client.js";
import { composite } from "../../../store/elasticsearch/composite.js";
import type { ElasticContext } from "../../../store/elasticsearch/context.js";
import { document } from "../../contract/store-documents.js";
import { elasticConfig, temporaryElasticStores } from "./fixture.js";

const stores = temporaryElasticStores();

test("values that have come since a question was last asked are counted, however many", async () => {
  const store = await stores.open();
  const areas = async () => (await store.count({ by: ["area"], every: "day" })).map(({ key, n }) => [key[0], n]);
  await store.put([document({ id: "a", district: "甲" })]);
  expect(await areas()).toEqual([["甲", 1]]);
  // More than were to be expected from the first answer.
  await store.put(["乙", "丙", "丁", "戊"].map((district) => document({ id: district, district })));
  expect(await areas()).toEqual([
    ["丁", 1],
    ["丙", 1],
    ["乙", 1],
    ["戊", 1],
    ["甲", 1],
  ]);
});

test("days that have come since, before and behind those there were", async () => {
  const store = await stores.open();
  const days = async () => (await store.count({ every: "day" })).map(({ at }) => at);
  await store.put([document({ id: "a", createdAt: "2019-08-14T00:00:00Z" })]);
  expect(await days()).toEqual(["2019-08-13T16:00:00Z"]);
  const more = ["2019-08-11", "2019-08-12", "2019-08-13", "2019-08-15", "2019-08-16", "2019-08-17"];
  await store.put(more.map((day) => document({ id: day, createdAt: `${day}T00:00:00Z` })));
  expect(await days()).toHaveLength(7);
});

test("a composite aggregation is paged to its end, in order, whether or not the last page is full", async () => {
  const config = elasticConfig();
  const store = await stores.openConfig(config);
  const districts = Array.from({ length: 12 }, (_, i) => `区${String(i).padStart(2, "0")}`);
  await store.put(districts.map((district) => document({ id: district, district })));
  await store.size();
  const client = createClient(config.store);
  const context: ElasticContext = {
    client,
    index: config.store.index,
    zone: new Zone(config.timezone),
    refreshIfDirty: async () => undefined,
    request: (work) => work(),
  };
  const pages = async (size: number) => {
    const found: unknown[][] = [];
    const sources = [{ v: { terms: { field: "area" } } }];
    for await (const page of composite(context, { query: { match_all: {} }, sources, size })) {
      found.push(page.map(({ key }) => key.v));
    }
    return found;
  };
  expect(await pages(5)).toEqual([districts.slice(0, 5), districts.slice(5, 10), districts.slice(10)]);
  expect((await pages(12)).flat()).toEqual(districts);
  expect((await pages(4)).flat()).toEqual(districts);
  await client.close();
});
