/**
 * Writing into Elasticsearch, three ways in turns, into indices of the same mapping on the same node, the same batches:
 * - plain: the client's bulk, lines ready-made, one request per batch, one after the other;
 * - bulk: the same lines through our own sending (versions, retries, every item's result read, two requests at a time);
 * - put: the store's whole `put` of the documents: looking up what is there, making the fields, sending as above.
 *
 *     npm run bench:bulk -- [documents per side] [documents per batch]
 */
import { randomBytes } from "node:crypto";
import { configSchema, type MinyiConfig } from "../../config/schema.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import { Zone } from "../../core/zone.js";
import { Bulk } from "../../store/elasticsearch/bulk.js";
import { indexOperation, type Operation } from "../../store/elasticsearch/bulk-piece.js";
import { createClient } from "../../store/elasticsearch/client.js";
import { fieldsOf } from "../../store/elasticsearch/fields.js";
import { MonthIndices } from "../../store/elasticsearch/month-indices.js";
import { indexOf, monthOf, writeAlias } from "../../store/elasticsearch/months.js";
import { Patience } from "../../store/elasticsearch/patience.js";
import { openElasticStore } from "../../store/elasticsearch/store.js";
import { removeIndices } from "../../test/services/prefix.js";
import { syntheticDocuments } from "../store/documents.js";
import { serverUrl } from "./server.js";

const ROUNDS = 10;
const WAYS = ["put", "bulk", "plain"] as const;
type Way = (typeof WAYS)[number];

const [total = 50_000, batch = 500] = process.argv.slice(2).map(Number);
const { url, stop } = await serverUrl();
const zone = new Zone("Asia/Shanghai");
const configs = Object.fromEntries(
  WAYS.map((way) => {
    const store = { type: "elasticsearch", node: [url], index: `bench-${way}-${randomBytes(4).toString("hex")}` };
    return [way, configSchema.parse({ timezone: zone.id, store })];
  }),
) as Record<Way, MinyiConfig>;
const client = createClient(configs.plain.store);

const month = ({ createdAt }: FeedbackDocument) => monthOf(Date.parse(createdAt), zone);

function plainLines(documents: readonly FeedbackDocument[]): string[] {
  const { index } = configs.plain.store;
  return documents.flatMap((document) => [
    `{"index":{"_index":"${indexOf(index, month(document))}","_id":"${document.id}"}}`,
    JSON.stringify(fieldsOf(document, zone)),
  ]);
}

function operations(documents: readonly FeedbackDocument[]): Operation[] {
  const { index } = configs.bulk.store;
  return documents.map((document) => {
    const version = { external: document.revision };
    const fields = JSON.stringify(fieldsOf(document, zone));
    return indexOperation(document.id, month(document), writeAlias(index, month(document)), version, fields);
  });
}

async function prepareBulk(): Promise<{ bulk: Bulk; months: MonthIndices }> {
  await (await openElasticStore(configs.bulk)).close();
  const { index, shards } = configs.bulk.store;
  const patience = new Patience({ limit: 60_000, nodes: url, index });
  const months = new MonthIndices(client, patience, { index, shards, timezone: zone.id });
  return { bulk: new Bulk({ client, patience, makeMonth: (name) => months.remake(name) }), months };
}

async function main(): Promise<void> {
  const store = await openElasticStore(configs.put);
  const { bulk, months } = await prepareBulk();
  await (await openElasticStore(configs.plain)).close(); // its template; its indices are made by its first documents
  const perRound = Math.ceil(total / ROUNDS / batch) * batch;
  const documents = syntheticDocuments(perRound * (ROUNDS + 1));
  const take = () => Array.from({ length: batch }, () => documents.next().value as FeedbackDocument);
  const spent: Record<Way, number> = { put: 0, bulk: 0, plain: 0 };
  const memory: number[] = [];
  console.log(`${perRound} documents per round and way, ${batch} per batch`);
  for (let round = 0; round <= ROUNDS; round++) {
    const batches = Array.from({ length: perRound / batch }, take);
    const lines = batches.map(plainLines);
    const sent = batches.map(operations);
    for (const name of new Set(batches.flat().map(month))) await months.ensure(name);
    const work: Record<Way, () => Promise<void>> = {
      put: async () => {
        for (const one of batches) expectAll((await store.put(one)).map(({ outcome }) => outcome === "created"));
      },
      bulk: async () => {
        for (const one of sent) expectAll((await bulk.send(one)).map(({ status }) => status === "done"));
      },
      plain: async () => {
        for (const one of lines) expectAll([!(await client.bulk({ operations: one })).errors]);
      },
    };
    const rates: string[] = [];
    for (let i = 0; i < WAYS.length; i++) {
      const way = WAYS[(i + round) % WAYS.length] as Way;
      const start = performance.now();
      await work[way]();
      const seconds = (performance.now() - start) / 1000;
      // The first round makes the indices and warms everything up.
      if (round > 0) spent[way] += seconds;
      rates.push(`${way} ${Math.round(perRound / seconds)}/s`);
    }
    globalThis.gc?.();
    memory.push(Math.round(process.memoryUsage.rss() / 1e6));
    console.log(`round ${round}: ${rates.join("  ")}  memory ${memory.at(-1)} MB`);
  }
  await store.close();
  const rate = (way: Way) => (perRound * ROUNDS) / spent[way];
  for (const way of WAYS) {
    console.log(
      `${way.padEnd(6)}${rate(way).toFixed(0)}/s, ${((100 * rate(way)) / rate("plain")).toFixed(0)} % of plain`,
    );
  }
  console.log(`memory after 10 % and 100 % of the documents: ${memory[1]} MB, ${memory.at(-1)} MB`);
}

function expectAll(done: readonly boolean[]): void {
  if (!done.every(Boolean)) throw new Error("a document was not written");
}

try {
  await main();
} finally {
  await client.close();
  for (const { store } of Object.values(configs)) await removeIndices(url, store.index);
  await stop();
}
