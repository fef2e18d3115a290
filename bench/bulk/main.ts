/**
 * Writing into Elasticsearch: our store against a plain bulk by the same client, in turns, into indices of the same
 * mapping on the same node. The plain side gets its lines ready-made and sends each batch as one request. Ours is given
 * the documents and does everything that `put` does: looks up what is there, makes the fields, writes with versions,
 * reads every result.
 *
 *     npm run bench:bulk -- [documents per side] [documents per batch]
 */
import { randomBytes } from "node:crypto";
import { errors } from "@elastic/elasticsearch";
import { configSchema } from "../../config/schema.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Store } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { createClient } from "../../store/elasticsearch/client.js";
import { fieldsOf } from "../../store/elasticsearch/fields.js";
import { indexOf, monthOf } from "../../store/elasticsearch/months.js";
import { openElasticStore } from "../../store/elasticsearch/store.js";
import { removeIndices } from "../../test/services/prefix.js";
import { syntheticDocuments } from "../store/documents.js";
import { serverUrl } from "./server.js";

const ROUNDS = 10;
const TIMEZONE = "Asia/Shanghai";

const [total = 50_000, batch = 500] = process.argv.slice(2).map(Number);
const { url, stop } = await serverUrl();
const names = ["ours", "plain"].map((side) => `bench-${side}-${randomBytes(4).toString("hex")}`);
const [ours, plain] = names.map((index) =>
  configSchema.parse({ timezone: TIMEZONE, store: { type: "elasticsearch", node: [url], index } }),
) as [ReturnType<typeof configSchema.parse>, ReturnType<typeof configSchema.parse>];
const zone = new Zone(TIMEZONE);
const client = createClient(plain.store);

/** The lines of a batch as a plain bulk sends them. */
function linesOf(documents: readonly FeedbackDocument[]): string[] {
  return documents.flatMap((document) => {
    const index = indexOf(plain.store.index, monthOf(Date.parse(document.createdAt), zone));
    return [`{"index":{"_index":"${index}","_id":"${document.id}"}}`, JSON.stringify(fieldsOf(document, zone))];
  });
}

async function writePlain(batches: readonly string[][]): Promise<void> {
  for (const lines of batches) {
    const answer = await client.bulk({ operations: lines as unknown as object[] });
    if (answer.errors) throw new errors.ElasticsearchClientError("the plain bulk had errors");
  }
}

async function writeOurs(store: Store, batches: readonly FeedbackDocument[][]): Promise<void> {
  for (const documents of batches) {
    for (const { outcome } of await store.put(documents)) if (outcome !== "created") throw new Error(outcome);
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const resident = () => Math.round(process.memoryUsage.rss() / 1e6);

async function main(): Promise<void> {
  const store = await openElasticStore(ours);
  // The plain side's template is put by opening a store there too, its indices are made by the first documents.
  await (await openElasticStore(plain)).close();
  const perRound = Math.ceil(total / ROUNDS / batch) * batch;
  const documents = syntheticDocuments(perRound * (ROUNDS + 1));
  const next = () =>
    Array.from({ length: perRound / batch }, () =>
      Array.from({ length: batch }, () => documents.next().value as FeedbackDocument),
    );
  const times: [number, number][] = [];
  const memory: number[] = [];
  console.log(`${perRound} documents per round and side, ${batch} per batch`);
  for (let round = 0; round <= ROUNDS; round++) {
    const batches = next();
    const lines = batches.map(linesOf);
    const sides = [() => writeOurs(store, batches), () => writePlain(lines)];
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    const taken: [number, number] = [0, 0];
    for (const side of order) taken[side as 0] = await seconds(sides[side as 0] as () => Promise<void>);
    globalThis.gc?.();
    memory.push(resident());
    // The first round makes the indices and warms both up.
    if (round > 0) times.push(taken);
    const rate = (s: number) => String(Math.round(perRound / s)).padStart(6);
    console.log(
      `round ${String(round).padStart(2)}: ours ${rate(taken[0])}/s  plain ${rate(taken[1])}/s  memory ${memory.at(-1)} MB`,
    );
  }
  await store.close();
  const sum = (side: 0 | 1) => times.reduce((all, one) => all + one[side], 0);
  const rate = (side: 0 | 1) => (perRound * ROUNDS) / sum(side);
  const ratios = times.map(([a, b]) => b / a).sort((a, b) => a - b);
  console.log(
    `ours ${rate(0).toFixed(0)}/s, plain ${rate(1).toFixed(0)}/s: ${((rate(0) / rate(1)) * 100).toFixed(1)} % (rounds ${((ratios[0] as number) * 100).toFixed(0)}–${((ratios.at(-1) as number) * 100).toFixed(0)} %)`,
  );
  console.log(`memory after 10 % and 100 % of the documents: ${memory[1]} MB, ${memory.at(-1)} MB`);
}

try {
  await main();
} finally {
  await client.close();
  for (const name of names) await removeIndices(url, name);
  await stop();
}
