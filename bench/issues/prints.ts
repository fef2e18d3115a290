import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { contentOf } from "../../analyzers/content.js";
import { matterPrintOf } from "../../analyzers/matter-print.js";
import { configSchema } from "../../config/schema.js";
import type { Analysis } from "../../core/analysis.js";
import type { Encoded } from "../../core/encoded.js";
import { documentId, hashOf } from "../../core/ids.js";
import { decodeMatterPrint, type MatterPrint } from "../../core/matter-print.js";
import { packageRoot } from "../../core/paths.js";
import { openPlan } from "../../pipelines/analyse/analyzers.js";
import { Fold, type KnownPrints } from "../../pipelines/fold/fold.js";
import { takeIn } from "../../pipelines/intake.js";
import { instantOf, type Message } from "./message.js";

/** Messages that are analysed at a time. */
const CHUNK = 250;
const SOURCE = "bench";
/** Handles become author keys with this one: a benchmark keeps no secret. */
const KEY = Buffer.alloc(32, 1);
/** Where everything to be folded is added to one {@link Fold}. */
export const NOTHING_KNOWN: KnownPrints = {
  byId: () => undefined,
  byBands: () => [],
  byAuthor: () => [],
  members: () => [],
};

/** A message as hot issues see it, with what other ways of finding them go by. */
export interface ReadMessage {
  /** The message's own id. */
  id: string;
  /** The document's id, as the product makes it. */
  documentId: string;
  /** Milliseconds since the epoch. */
  at: number;
  print: MatterPrint;
  /** Document id of the message that it repeats, by the product's fold. */
  representative?: string;
  /** Fingerprint that repeats are found by. */
  signature: string;
  authorKey?: string;
  /** Words without punctuation. */
  tokens: string[];
  /** Names of places and parties, districts without a street and roads included. */
  places: string[];
}

/** What is kept of a message between two runs: what the slow analyzers say, of which its print is made anew each time. */
interface Kept {
  title?: string;
  content: string;
  signature: string;
  authorKey?: string;
  tokens: string[];
  places: Analysis["places"];
  area: Analysis["area"];
  /** The bytes in base64. */
  embedding: string;
}

/**
 * Takes messages in, analyses and folds them as `minyi run` does. What the analyzers say is kept under `.cache/` for as
 * long as messages and analyzers stay the same; the print, which is quick, is made of it anew. A message that intake or an analyzer refuses is left out.
 * @param onProgress is told the share that is done
 */
export async function readPrints(
  messages: readonly Message[],
  onProgress: (share: number) => void = () => undefined,
): Promise<ReadMessage[]> {
  const config = configSchema.parse({});
  const fold = new Fold(NOTHING_KNOWN, config.fold);
  const opened = openPlan(config);
  try {
    const found = await kept(messages, opened, onProgress);
    const read = messages.flatMap((message, i): ReadMessage[] => {
      const one = found[i];
      if (!one) return [];
      const { signature, authorKey, tokens, places } = one;
      return [
        {
          id: message.id,
          documentId: documentId(SOURCE, message.id, () => ""),
          at: instantOf(message),
          print: printOf(one),
          ...(authorKey !== undefined && { authorKey }),
          tokens,
          places: places.map(({ name }) => name),
          signature,
        },
      ];
    });
    for (const { documentId: id, at: createdAt, signature, authorKey } of read) {
      fold.add({ id, createdAt, signature, ...(authorKey !== undefined && { authorKey }) });
    }
    return read.map((message) => {
      const representative = fold.duplicateOf(message.documentId);
      return representative === undefined ? message : { ...message, representative };
    });
  } finally {
    await opened.close();
  }
}

type Opened = ReturnType<typeof openPlan>;

function printOf({ embedding, ...draft }: Kept): MatterPrint {
  const numbers = Float32Array.from(new Int8Array(Buffer.from(embedding, "base64")), (value) => value / 127);
  // The print reads nothing else of what the encoder says.
  return matterPrintOf({ ...draft, encoded: { embedding: numbers } as Encoded });
}

async function kept(
  messages: readonly Message[],
  opened: Opened,
  onProgress: (share: number) => void,
): Promise<(Kept | null)[]> {
  const folder = join(packageRoot, ".cache", "bench-issues");
  const { "matter-print": _, ...manifest } = opened.plan.manifest;
  const name = hashOf(JSON.stringify(manifest), JSON.stringify(messages));
  const path = join(folder, `${name}.json.gz`);
  if (existsSync(path)) return JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as (Kept | null)[];
  const all: (Kept | null)[] = [];
  for (let i = 0; i < messages.length; i += CHUNK) {
    all.push(...(await analyse(messages.slice(i, i + CHUNK), opened)));
    onProgress(all.length / messages.length);
  }
  const warnings = [...opened.warnings, ...opened.lateWarnings()];
  if (warnings.length > 0) throw new Error(`not measured in this state: ${warnings.map(({ en }) => en).join(" ")}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, gzipSync(JSON.stringify(all)));
  return all;
}

async function analyse(messages: readonly Message[], { plan }: Opened): Promise<(Kept | null)[]> {
  const taken = messages.map((message, row) => {
    const { id, title, text, user } = message;
    const createdAt = new Date(instantOf(message)).toISOString();
    const item = { source: SOURCE, externalId: id, channel: "board", kind: "official", text, createdAt } as const;
    return takeIn({ row, item: { ...item, ...(title && { title }), ...(user && { author: user }) } }, KEY);
  });
  const accepted = taken.flatMap((one) => ("item" in one ? [one] : []));
  const { results } = await plan.analyse(accepted.map(({ item }) => item));
  const byRow = new Map(accepted.map((one, i) => [one.row, { one, result: results[i]! }]));
  return messages.map((_, row) => {
    const found = byRow.get(row);
    if (found === undefined || "error" in found.result) return null;
    const { one, result } = found;
    const { title, text } = one.item;
    const { embedding } = decodeMatterPrint(result.print);
    if (embedding === undefined) throw new Error(`not measured without the encoder: ${messages[row]!.id}`);
    return {
      ...(title !== undefined && { title }),
      content: contentOf(title, text),
      signature: result.signature,
      ...(one.authorKey !== undefined && { authorKey: one.authorKey }),
      tokens: result.analysis.tokens,
      places: result.analysis.places,
      area: result.analysis.area,
      embedding: Buffer.from(embedding).toString("base64"),
    };
  });
}
