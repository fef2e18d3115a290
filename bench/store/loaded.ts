import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { configSchema } from "../../config/schema.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Store } from "../../core/store.js";
import { createClient } from "../../store/elasticsearch/client.js";
import { MAPPING } from "../../store/elasticsearch/mapping.js";
import { openElasticStore } from "../../store/elasticsearch/store.js";
import { openSqliteStore } from "../../store/sqlite/store.js";
import { startElasticsearch } from "../../test/services/elasticsearch.js";
import { syntheticDocuments } from "./documents.js";

export const TIMEZONE = "Asia/Shanghai";
/** Short texts: they are not counted, only loaded. */
const LENGTH = 20;
const BATCH = 2000;

export interface LoadedStores {
  sqlite: Store;
  elasticsearch: Store;
  /** What the server is and how many documents its indices hold. */
  server: string;
  close(): Promise<void>;
}

/**
 * Both stores with the same invented documents over `days`. They are kept under .cache and used again by the next run;
 * Elasticsearch is started on its part of the cache, unless ELASTICSEARCH_URL names a running one, where the indices stay.
 */
export async function openLoaded(total: number, days: number): Promise<LoadedStores> {
  const version = createHash("sha256")
    .update(JSON.stringify([MAPPING, LENGTH]))
    .digest("hex");
  const key = `${total}-${days}-${version.slice(0, 8)}`;
  const folder = resolve(".cache/bench-store", key);
  mkdirSync(folder, { recursive: true });
  const documents = () => syntheticDocuments(total, LENGTH, 1, days);

  const path = join(folder, "store.db");
  const done = join(folder, "sqlite-loaded");
  if (!existsSync(done)) for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
  const sqlite = openSqliteStore(path, { timezone: TIMEZONE });
  if (!existsSync(done)) {
    await load("SQLite", sqlite, documents());
    writeFileSync(done, "");
  }

  const given = process.env.ELASTICSEARCH_URL;
  const dataDir = join(folder, "elasticsearch");
  if (!given) mkdirSync(dataDir, { recursive: true });
  const own = given ? undefined : await startElasticsearch({ dataDir, heapMb: 2048, fullSpeed: true });
  const node = given ?? (own?.url as string);
  const index = `bench-count-${key}`;
  const config = configSchema.parse({ timezone: TIMEZONE, store: { type: "elasticsearch", node: [node], index } });
  const client = createClient(config.store);
  const elasticsearch = await openElasticStore(config);
  if ((await elasticsearch.size()) !== total) {
    const old = Object.keys(await client.indices.get({ index: `${index}-*`, features: ["aliases"] }));
    for (const name of old) await client.indices.delete({ index: name });
    await load("Elasticsearch", elasticsearch, documents());
    await client.indices.flush({ index });
  }
  await client.indices.putSettings({ index, settings: { "requests.cache.enable": false } });
  const { _shards, indices } = await client.indices.stats({ index, metric: ["segments"] });
  const segments = Object.values(indices ?? {}).reduce((sum, { total: all }) => sum + (all?.segments?.count ?? 0), 0);
  await client.close();
  return {
    sqlite,
    elasticsearch,
    server: `${_shards.successful} shards, ${segments} segments, no request cache`,
    async close() {
      await sqlite.close();
      await elasticsearch.close();
      // Its folder is temporary, its data are in the cache.
      await own?.stop();
    },
  };
}

async function load(name: string, store: Store, documents: Iterable<FeedbackDocument>): Promise<void> {
  const started = performance.now();
  let batch: FeedbackDocument[] = [];
  let written = 0;
  for (const document of documents) {
    batch.push(document);
    if (batch.length < BATCH) continue;
    await store.put(batch);
    written += batch.length;
    batch = [];
  }
  await store.put(batch);
  written += batch.length;
  const seconds = (performance.now() - started) / 1000;
  console.log(`${name}: ${written} documents loaded in ${seconds.toFixed(0)} s, ${(written / seconds).toFixed(0)}/s`);
}
