import { openSqliteStore } from "../../../store/sqlite/store.js";

/**
 * A process that reads a store until its writer has finished, and fails when it ever sees half of a transaction. The
 * writer puts an even number of documents at once, half of them about noise.
 */
const store = openSqliteStore(process.argv[2] as string, { timezone: "Asia/Shanghai", readOnly: true });
const wanted = Number(process.argv[3]);
let reads = 0;
let seen = 0;
process.stdout.write("ready\n");
while (seen < wanted) {
  const rows = await store.count({ by: ["topic"] });
  const [noise = 0, water = 0] = rows.map((row) => row.n);
  if (noise !== water || noise < seen / 2) throw new Error(`half a transaction: ${noise} ${water}`);
  const { total, hits } = await store.find({ text: "噪音" }, { size: 5 });
  if (total < noise || (total > 0 && hits.length === 0)) throw new Error(`${total} found, ${noise} counted`);
  seen = noise + water;
  reads++;
}
await store.close();
process.stdout.write(`${reads}\n`);
