/**
 * Speed and memory of the encoder: `npm run bench:models -- [DATA] [--texts N] [--rounds N] [--tickets N] [--write]`, DATA
 * being the folder of the development data (default ../shared/data, or MINYI_DATA). Real messages, cut at 128 tokens, go
 * through transformers.js in our model and, in the same rounds, in a BERT of four layers like bge-small and in
 * BERT-base, both in 8 bits; then `minyi run` goes over tickets with the encoder and without. `--tickets 0` leaves
 * the latter out. `--write` puts the tables into docs/quality.md.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { defaultThreads } from "../../analyzers/encoder/session.js";
import { dataFolder } from "../data-folder.js";
import { markdownTable, writeSection } from "../readme.js";
import { drawMessages } from "./messages.js";
import { measureThroughput, type Throughput } from "./throughput.js";
import { measureRuns, type WholeRun } from "./whole-run.js";

const NAMES: Record<Throughput["id"], string> = {
  minyi: "our encoder: every head and the embedding, one pass",
  product: "the same as the analyzers ask for it: texts to its process, answers back",
  "bge-small": "4 layers like bge-small, int8, one head",
  "bert-base": "BERT-base, int8, one head",
};
const SETTINGS: Record<WholeRun["setting"], string> = {
  encoder: "`minyi run` as it comes, with the encoder",
  lexical: "`minyi run` with sentiment.model lexicon, topic.model linear",
};

const { values, positionals } = parseArgs({
  options: {
    texts: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
    tickets: { type: "string", default: "20000" },
    write: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const folder = dataFolder(positionals[0]);
const [texts, rounds, tickets] = [Number(values.texts), Number(values.rounds), Number(values.tickets)];

const threads = defaultThreads();
const whole = (n: number) => Math.round(n).toLocaleString("en");
const megabytes = (bytes: number | undefined) => (bytes === undefined ? "" : `${whole(bytes / 1e6)} MB`);

const throughput = await measureThroughput(drawMessages(folder, texts), rounds, threads);
const tables = [
  markdownTable([
    [`${whole(texts)} messages cut at 128 tokens`, "texts/s", "× BERT-base", "load", "peak resident memory"],
    ...throughput.map(({ id, textsPerSecond, timesBertBase, loadMs, peakBytes }) => [
      NAMES[id],
      textsPerSecond.toFixed(textsPerSecond < 100 ? 1 : 0),
      timesBertBase.toFixed(1),
      loadMs === undefined ? "" : `${(loadMs / 1000).toFixed(2)} s`,
      megabytes(peakBytes),
    ]),
  ]),
];
if (tickets > 0) {
  const runs = await measureRuns(tickets, 2);
  tables.push(
    markdownTable([
      [`${whole(tickets)} tickets of 200 characters`, "tickets/s", "peak resident memory"],
      ...runs.map(({ setting, ticketsPerSecond, peakBytes }) => [
        SETTINGS[setting],
        whole(ticketsPerSecond),
        megabytes(peakBytes),
      ]),
    ]),
  );
}
const report = `${availableParallelism()} cores, ${threads} threads, Node ${process.version}.\n\n${tables.join("\n\n")}`;
console.log(report);
if (values.write) writeSection("docs/quality.md", "speed", report);
