import { expect, inject, test } from "vitest";
import { openElasticStore } from "../../../store/elasticsearch/store.js";
import { document } from "../../contract/store-documents.js";
import { FaultProxy } from "../../services/proxy.js";
import { elasticConfig, temporaryElasticStores } from "./fixture.js";
import { ItemProxy } from "./item-proxy.js";
import { ask } from "./server.js";

const stores = temporaryElasticStores();
const ids = Array.from({ length: 25 }, (_, i) => `d${String(i).padStart(2, "0")}`);
const documents = ids.map((id, i) => document({ id, createdAt: `2024-0${1 + (i % 3)}-10T00:00:00Z` }));

test("a scan goes on when the server has forgotten its point in time", async () => {
  const proxy = await ItemProxy.start(inject("elasticsearch"), () => "pass");
  const store = await stores.open({ node: [proxy.url] });
  await store.put(documents);
  const seen: string[] = [];
  for await (const portion of store.scan({ size: 10 })) {
    seen.push(...portion.map(({ id }) => id));
    await ask("_pit", "DELETE", { id: proxy.pointsInTime.at(-1) });
  }
  expect(seen).toEqual(ids);
  expect(proxy.pointsInTime).toHaveLength(3);
  await proxy.stop();
});

test("R6: a checksum whose answers are cut off and refused is the same", async () => {
  const proxy = await FaultProxy.start(inject("elasticsearch"));
  const config = elasticConfig();
  const store = await stores.openConfig(config);
  await store.put(documents);
  const expected = await store.checksum();
  const troubled = await openElasticStore(
    { ...config, store: { ...config.store, node: [proxy.url] } },
    { pause: async () => undefined },
  );
  proxy.cutAfterRequest(2);
  proxy.answer429(2);
  proxy.answer503(2);
  expect(await troubled.checksum()).toEqual(expected);
  await troubled.close();
  await proxy.stop();
});

test("an abandoned scan leaves no point in time behind", async () => {
  const store = await stores.open();
  await store.put(documents);
  const open = async () => {
    const { nodes } = await ask<{ nodes: Record<string, { indices: { search: { open_contexts: number } } }> }>(
      "_nodes/stats/indices/search",
    );
    return Object.values(nodes)[0]?.indices.search.open_contexts ?? -1;
  };
  const before = await open();
  for await (const portion of store.scan({ size: 10 })) {
    expect(portion).toHaveLength(10);
    break;
  }
  expect(await open()).toBeLessThanOrEqual(before + 1);
});
