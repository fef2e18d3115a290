/**
 * One model in a process of its own, loaded through transformers.js: `node --import tsx child.ts FOLDER THREADS`. Answers
 * each message (texts) with how long it took; the first message it sends is how long loading took.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { batches } from "../../analyzers/encoder/batches.js";
import { cutIds, cutText } from "../../analyzers/encoder/cut.js";
import { openSession } from "../../analyzers/encoder/session.js";
import { Tokenizer } from "../../analyzers/encoder/tokenizer.js";
import { shipped } from "../../core/paths.js";

export interface Measured {
  ms: number;
  /** Tokens that went through the model, padding among them. */
  tokens: number;
  /** Resident memory now and at its highest, bytes. */
  resident: number;
  peak: number;
}

/** As in the product: tokens of a text, of which so many from its beginning, and tokens of a batch. */
const CUT = { most: 128, head: 100 };
const BATCH = 2048;

const [folder = "", threads = "1"] = process.argv.slice(2);
let started = performance.now();
// All the models measured have the vocabulary of ours.
const json = readFileSync(shipped("analyzers", "models", "encoder", "tokenizer.json"), "utf8");
const tokenizer = new Tokenizer(JSON.parse(json));
const session = await openSession(join(folder), Number(threads));

function say(tokens: number): void {
  const measured: Measured = {
    ms: performance.now() - started,
    tokens,
    resident: process.memoryUsage.rss(),
    peak: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(measured);
}

say(0);
process.on("disconnect", () => process.exit());
process.on("message", async (texts: string[]) => {
  started = performance.now();
  const rows = texts.map((text) => cutIds(tokenizer.ids(cutText(text)), CUT));
  let tokens = 0;
  for (const { length, at } of batches(
    rows.map((row) => row.length),
    BATCH,
  )) {
    await session.run(
      at.map((i) => rows[i]!),
      length,
    );
    tokens += at.length * length;
  }
  say(tokens);
});
