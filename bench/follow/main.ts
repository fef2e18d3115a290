// How long after its arrival at the push route a message can be found, at a steady rate, with a real `minyi serve`.
//   npm run bench:follow -- [--rate 200] [--seconds 60]
// With ELASTICSEARCH_URL set it is measured on Elasticsearch too.
import { parseArgs } from "node:util";
import { configSchema } from "../../config/schema.js";
import type { Store } from "../../core/store.js";
import { openStore } from "../../store/open.js";
import { makeTickets } from "../speed/tickets.js";
import { measure, warmUp } from "./measure.js";
import { Served } from "./served.js";

const { values } = parseArgs({
  options: { rate: { type: "string", default: "200" }, seconds: { type: "string", default: "60" } },
});
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const CHARACTERS = 200;

function percentile(sorted: readonly number[], share: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return `${(value / 1000).toFixed(2)} s`;
}

async function bench(name: string, node: string | undefined): Promise<boolean> {
  const served = await Served.start(node);
  let store: Store | undefined;
  try {
    store = await warmUp(served, () => openStore(configSchema.parse(served.settings), { readOnly: true }));
    const tickets = makeTickets(rate * seconds, CHARACTERS);
    const { delays, sent, refused, lost, cpu } = await measure(served, store, tickets, rate);
    const at = (share: number) => percentile(delays, share);
    console.log(
      `${name.padEnd(14)} ${sent} messages at ${rate}/s, ${delays.length} looked for: ` +
        `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}; not found ${lost}, refused ${refused}, ${cpu.toFixed(0)} % of a core`,
    );
    return lost === 0 && refused === 0;
  } finally {
    await store?.close();
    await served.stop();
  }
}

let ok = await bench("SQLite", undefined);
const { ELASTICSEARCH_URL: node } = process.env;
if (node) ok = (await bench("Elasticsearch", node)) && ok;
if (!ok) process.exitCode = 1;
