import type { Analysis } from "./analysis.js";
import { hashOf } from "./ids.js";
import type { MaskedItem } from "./masked-item.js";

/** What the store holds: a masked message, what was understood in it, and which state of it this is. */
export interface FeedbackDocument extends MaskedItem {
  analysis: Analysis;
  /** Growing integer from state: the store keeps the highest. */
  revision: number;
  /** Hash of everything but the revision: equal hashes mean that nothing has to be written. */
  hash: string;
}

/** JSON with the keys of every object in order, so that equal values give equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return typeof value[0] === "object" ? `[${value.map(canonical).join(",")}]` : JSON.stringify(value);
  }
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Hash of a value: equal for equal content, whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return hashOf(canonical(value));
}

/** Hashes of a document's two halves, where they are known already: they are made where the halves are. */
export interface HalfHashes {
  /** Of the item without its id. */
  item: string;
  /** Of the analysis without `duplicateOf`. */
  analysis: string;
}

/** Puts a document together and gives it its hash. */
export function makeDocument(
  item: MaskedItem,
  analysis: Analysis,
  revision: number,
  hashes: HalfHashes = halfHashes(item, analysis),
): FeedbackDocument {
  const hash = hashOf(item.id, hashes.item, hashes.analysis, analysis.duplicateOf ?? "");
  return { ...item, analysis, revision, hash };
}

function halfHashes({ id: _id, ...item }: MaskedItem, { duplicateOf: _other, ...analysis }: Analysis): HalfHashes {
  return { item: contentHash(item), analysis: contentHash(analysis) };
}
