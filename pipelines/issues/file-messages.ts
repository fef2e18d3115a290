import { randomBytes } from "node:crypto";
import type { MinyiConfig } from "../../config/schema.js";
import type { Batch, Connector } from "../../core/connector.js";
import { InputError } from "../../core/errors.js";
import { type FeedbackDocument, makeDocument } from "../../core/feedback-document.js";
import { decodeMatterPrint } from "../../core/matter-print.js";
import type { Runner } from "../../core/runner.js";
import type { Matter } from "../../trends/issues/engine/find-matters.js";
import { collect } from "../collect.js";
import { foldAll } from "./fold-all.js";

/** A message of the file with all that issues are made of. */
export interface FileMessage {
  document: FeedbackDocument;
  externalId: string;
  signature: string;
  matter: Matter;
  authorKey?: string;
}

export interface ReadMessagesOptions {
  config: Pick<MinyiConfig, "fold">;
  /** Instants: messages from outside are left out. */
  from?: string;
  to?: string;
  /** The instant that the connector gives to records without a time: they count as of the file's newest message. */
  undated: string;
  signal?: AbortSignal;
  onBatch?: (batch: Batch) => void;
}

/** The messages of a file, and how many records are not among them. */
export interface FileMessages {
  messages: FileMessage[];
  /** Records that could not be read. */
  unreadable: number;
  /** Records with the id of an earlier one: left out. */
  repeatedIds: number;
}

/**
 * Reads a file's messages, masked and analysed, repeats marked, those of the time asked for.
 * @throws InputError when the file as a whole cannot be read
 */
export async function readMessages(
  connector: Connector,
  runner: Runner,
  options: ReadMessagesOptions,
): Promise<FileMessages> {
  const { messages, ...counts } = await readAll(connector, runner, options);
  date(messages, options.undated);
  const from = options.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(options.from);
  const to = options.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(options.to);
  const within = messages.filter(({ matter: { at } }) => at >= from && at < to);
  fold(within, options.config);
  return { messages: within, ...counts };
}

async function readAll(
  connector: Connector,
  runner: Runner,
  { signal, onBatch }: ReadMessagesOptions,
): Promise<FileMessages> {
  const messages: FileMessage[] = [];
  const seen = new Set<string>();
  let unreadable = 0;
  let repeatedIds = 0;
  // The key lives as long as this call: it tells people apart within the file and is then gone.
  const key = randomBytes(32);
  const batches = collect(connector, new Map(), { runner, authorKey: key, ...(signal && { signal }) });
  for await (const { batch, accepted, refused, analysed } of batches) {
    onBatch?.(batch);
    const whole = batch.rejects.find(({ row }) => row === 0);
    if (whole) throw new InputError(whole.reason);
    unreadable += batch.rejects.length + refused.length;
    for (const [i, { item, row, authorKey }] of accepted.entries()) {
      const result = analysed[i];
      if (result === undefined || "error" in result) {
        unreadable++;
        continue;
      }
      if (seen.has(item.id)) {
        repeatedIds++;
        continue;
      }
      seen.add(item.id);
      const print = decodeMatterPrint(result.print);
      messages.push({
        document: makeDocument(item, result.analysis, 0),
        externalId: item.externalId ?? String(row),
        signature: result.signature,
        matter: { id: item.id, at: Date.parse(item.createdAt), print },
        ...(authorKey !== undefined && { authorKey }),
      });
    }
  }
  return { messages, unreadable, repeatedIds };
}

/** Records without a time take the one of the newest message that has one. */
function date(read: readonly FileMessage[], undated: string): void {
  const without = read.filter(({ document }) => document.createdAt === undated);
  if (without.length === 0 || without.length === read.length) return;
  const newest = read
    .filter(({ document }) => document.createdAt !== undated)
    .reduce((latest, { matter }) => Math.max(latest, matter.at), Number.NEGATIVE_INFINITY);
  for (const message of without) {
    message.document.createdAt = new Date(newest).toISOString();
    message.matter.at = newest;
  }
}

/** Marks repeats, so that they go where the message goes that they repeat. */
function fold(read: readonly FileMessage[], { fold: options }: Pick<MinyiConfig, "fold">): void {
  const prints = read.map(({ matter: { id, at }, signature, authorKey }) => ({
    id,
    createdAt: at,
    signature,
    ...(authorKey !== undefined && { authorKey }),
  }));
  const representatives = foldAll(prints, options);
  for (const { document, matter } of read) {
    const representative = representatives.get(matter.id);
    if (representative === undefined) continue;
    document.analysis.duplicateOf = representative;
    matter.representative = representative;
  }
}
