import { expect, test } from "vitest";
import { document } from "../../contract/store-documents.js";
import { elasticConfig, temporaryElasticStores } from "./fixture.js";
import { indicesOf } from "./server.js";

const stores = temporaryElasticStores();

test("R25: whole months are dropped as indices, the rest of the span document by document", async () => {
  const config = elasticConfig();
  const { index } = config.store;
  const store = await stores.openConfig(config);
  const days = ["2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2024-02-20"];
  await store.put(days.map((day) => document({ id: day, createdAt: `${day}T04:00:00Z` })));
  await store.put([document({ id: "old", createdAt: "1950-01-01T00:00:00Z" })]);
  const months = ["2023.12", "2024.01", "2024.02", "before-1970"].map((month) => `${index}-${month}`);
  expect(await indicesOf(`${index}-`)).toEqual(months);

  // Midnight of 10 February in Shanghai: two whole months, some days, and whatever was before.
  expect(await store.remove({ to: "2024-02-09T16:00:00Z" })).toBe(5);
  expect(await indicesOf(`${index}-`)).toEqual([`${index}-2024.02`]);
  expect(await store.get(days)).toEqual([undefined, undefined, undefined, undefined, expect.anything()]);

  // A condition beside the time leaves the index where it is.
  expect(await store.remove({ from: "2024-01-31T16:00:00Z", to: "2024-02-29T16:00:00Z", area: [""] })).toBe(1);
  expect(await indicesOf(`${index}-`)).toEqual([`${index}-2024.02`]);

  // A month that was dropped can be written again.
  await store.put([document({ id: "late", createdAt: "2024-01-01T04:00:00Z" })]);
  expect(await store.size()).toBe(1);
});
