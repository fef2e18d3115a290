import { parseArgs } from "node:util";
import { FaultOffice } from "../../test/faults/fault-office.js";
import { invent } from "../../test/faults/messages.js";
import { startElasticsearch } from "../../test/services/elasticsearch.js";
import { startRedis } from "../../test/services/redis.js";
import { compare, reference, report } from "./compare.js";
import { Killer } from "./killer.js";
import { Places } from "./places.js";

/**
 * `npm run torture -- --kills 100 --items 100000 [--seed 1]`: coordinator and two workers as real processes, with a
 * Redis and an Elasticsearch of their own, are killed one after the other at random moments until everything is in.
 * What is in the store then must be what an unbroken run inline and into SQLite gives. Ends with 1 when it is not.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    items: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});
const kills = Number(values.kills);
const items = Number(values.items);
const seed = Number(values.seed);
if (![kills, items, seed].every(Number.isSafeInteger) || kills < 0 || items < 1) {
  console.error("usage: npm run torture -- --kills 100 --items 100000 [--seed 1]");
  process.exit(2);
}

const say = (text: string) => console.error(text);
const tickets = invent(items, seed);
say(`${items} messages, ${kills} kills, seed ${seed}; first an unbroken run, inline, into SQLite …`);
const [wanted, redis, elasticsearch] = await Promise.all([
  reference(tickets),
  startRedis({ appendOnly: true }),
  startElasticsearch(),
]);
say(`… ${wanted.documents} documents in ${wanted.seconds} s. Now with Redis, Elasticsearch, two workers, and blows.`);
const office = new FaultOffice({ tickets, redis: redis.url, elasticsearch: elasticsearch.url });
const started = performance.now();
try {
  const places = new Places(office, items);
  const killer = new Killer({ places, redis, elasticsearch, kills, items, seed, say });
  await Promise.all([places.keep(), killer.strike()]);
  const seconds = Math.round((performance.now() - started) / 1000);
  const result = await compare(office, wanted);
  report({ kills: killer.tally, endings: places.endings, seconds, result });
  process.exitCode = result.equal ? 0 : 1;
} finally {
  await office.close();
  await Promise.all([redis.stop(), elasticsearch.stop()]);
}
