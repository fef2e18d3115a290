import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Put } from "../../core/store.js";
import { countedFacets } from "../counted.js";
import { BlockWriter, type Cells } from "./block-writer.js";
import { encodeBody } from "./body.js";
import { cellsOf, coderFor, valuesOf } from "./cells.js";
import type { Context } from "./context.js";
import { FullText } from "./fulltext.js";

/** The state of a document in the course of a put. */
interface Slot {
  number: number;
  revision: number;
  hash: string;
  /** What the database held, once it was needed. */
  stored?: FeedbackDocument;
  /** What is to be written. */
  next?: FeedbackDocument;
}

/** See {@link Store.put}. */
export class PutDocuments {
  private readonly blocks: BlockWriter;
  private readonly fullText: FullText;

  constructor(private readonly context: Context) {
    this.blocks = new BlockWriter(context.database);
    this.fullText = new FullText(context.database);
  }

  put(documents: readonly FeedbackDocument[]): Put[] {
    if (documents.length === 0) return [];
    return this.context.write(() => {
      const slots = this.find(documents);
      const first = this.nextNumber();
      let next = first;
      const results = documents.map((document) => this.decide(document, slots, () => next++));
      this.write([...slots.values()].filter((slot) => slot.next !== undefined));
      if (next > first)
        this.context.prepare("UPDATE meta SET value = CAST(? AS INTEGER) WHERE name = 'next_number'").run(next);
      return results;
    });
  }

  private nextNumber(): number {
    const row = this.context.prepare("SELECT value FROM meta WHERE name = 'next_number'").get();
    return (row as { value: number }).value;
  }

  private find(documents: readonly FeedbackDocument[]): Map<string, Slot> {
    const rows = this.context
      .prepare("SELECT id, number, revision, hash FROM identities WHERE id IN (SELECT value FROM json_each(?))")
      .all(JSON.stringify(documents.map((document) => document.id))) as {
      id: string;
      number: number;
      revision: number;
      hash: string;
    }[];
    return new Map(rows.map(({ id, number, revision, hash }) => [id, { number, revision, hash }]));
  }

  private decide(document: FeedbackDocument, slots: Map<string, Slot>, newNumber: () => number): Put {
    const { id, revision, hash } = document;
    const slot = slots.get(id);
    if (!slot) {
      slots.set(id, { number: newNumber(), revision, hash, next: document });
      return { outcome: "created" };
    }
    if (slot.hash === hash) return { outcome: "unchanged" };
    if (slot.revision > revision) return { outcome: "refused" };
    const before = slot.next ?? this.load(slot);
    Object.assign(slot, { revision, hash, next: document });
    return { outcome: "replaced", before: { createdAt: before.createdAt, facets: countedFacets(before) } };
  }

  private load(slot: Slot): FeedbackDocument {
    const row = this.context.prepare("SELECT body FROM bodies WHERE number = ?").get(slot.number);
    slot.stored = this.context.decode((row as { body: string }).body);
    return slot.stored;
  }

  private write(slots: readonly Slot[]): void {
    if (slots.length === 0) return;
    // The full-text index takes up documents in order of number in one go, and identities are kept in order of id.
    const byNumber = [...slots].sort((a, b) => a.number - b.number);
    const values = byNumber.map((slot) => valuesOf(slot.next as FeedbackDocument));
    const coder = coderFor(values, this.context.terms);
    const cells = new Map<number, Cells>();
    const saveBody = this.context.prepare("INSERT OR REPLACE INTO bodies VALUES (?, ?)");
    byNumber.forEach((slot, i) => {
      const document = slot.next as FeedbackDocument;
      const own = values[i] as (typeof values)[number];
      cells.set(slot.number, cellsOf(document, own, this.context.zone, coder));
      saveBody.run(slot.number, encodeBody(document, coder("versions", own.versions)));
      this.writeText(slot, document);
    });
    this.blocks.write(cells);
    this.writeIdentities(slots.map((slot) => [slot.number, slot.next as FeedbackDocument]));
  }

  private writeText({ number, stored }: Slot, document: FeedbackDocument): void {
    if (stored) {
      if (stored.title === document.title && stored.text === document.text) return;
      this.fullText.remove(number, stored);
    }
    this.fullText.add(number, document);
  }

  private writeIdentities(documents: [number, FeedbackDocument][]): void {
    const save = this.context.prepare("INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?)");
    documents.sort(([, a], [, b]) => (a.id < b.id ? -1 : 1));
    for (const [number, { id, revision, hash, analysis }] of documents) {
      save.run(id, number, revision, hash, analysis.duplicateOf ?? null);
    }
  }
}
