import type { FeedbackDocument } from "../../core/feedback-document.js";
import { DIMENSIONS, type Put } from "../../core/store.js";
import { indexText } from "../bigrams.js";
import { contrastedValues, countedFacets } from "../counted.js";
import { BlockWriter, type Cells } from "./block-writer.js";
import { encodeBody, versionsText } from "./body.js";
import { type Coder, cellsOf } from "./cells.js";
import type { Context } from "./context.js";
import type { Field } from "./layout.js";

/** A document's place in the store, and what it is to become in this transaction. */
interface Slot {
  number: number;
  /** What the database holds; undefined for a new document. */
  stored?: FeedbackDocument;
  current: { revision: number; hash: string; document?: FeedbackDocument };
  write: boolean;
}

/** See {@link Store.put}. */
export class PutDocuments {
  private readonly blocks: BlockWriter;

  constructor(private readonly context: Context) {
    this.blocks = new BlockWriter(context.database);
  }

  put(documents: readonly FeedbackDocument[]): Put[] {
    if (documents.length === 0) return [];
    return this.context.write(() => {
      const slots = this.find(documents);
      const first = this.nextNumber();
      let next = first;
      const results = documents.map((document) => this.decide(document, slots, () => next++));
      const written = [...slots.values()].filter((slot) => slot.write);
      if (written.length > 0) this.writeAll(written);
      if (next > first) {
        this.context.prepare("UPDATE meta SET value = ? WHERE name = 'next_number'").run(next);
      }
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
    return new Map(
      rows.map(({ id, number, revision, hash }) => [id, { number, current: { revision, hash }, write: false }]),
    );
  }

  private decide(document: FeedbackDocument, slots: Map<string, Slot>, newNumber: () => number): Put {
    const { id, revision, hash } = document;
    const slot = slots.get(id);
    if (!slot) {
      slots.set(id, { number: newNumber(), current: { revision, hash, document }, write: true });
      return { outcome: "created" };
    }
    if (slot.current.hash === hash) return { outcome: "unchanged" };
    if (slot.current.revision > revision) return { outcome: "refused" };
    const before = slot.current.document ?? this.load(slot);
    slot.current = { revision, hash, document };
    slot.write = true;
    return { outcome: "replaced", before: { createdAt: before.createdAt, facets: countedFacets(before) } };
  }

  private load(slot: Slot): FeedbackDocument {
    const row = this.context.prepare("SELECT body FROM bodies WHERE number = ?").get(slot.number);
    slot.stored = this.context.decode((row as { body: string }).body);
    return slot.stored;
  }

  private writeAll(slots: readonly Slot[]): void {
    const coder = this.coder(slots);
    const cells = new Map<number, Cells>();
    // In order of number: the full-text index takes them up in one go then.
    for (const slot of [...slots].sort((a, b) => a.number - b.number)) {
      const document = slot.current.document as FeedbackDocument;
      cells.set(slot.number, cellsOf(document, this.context.zone, coder));
      this.writeBody(slot, document, coder);
      this.writeText(slot, document);
    }
    this.writeIdentities(slots);
    this.blocks.write(cells);
  }

  /** Gives every value of the documents a code, each dictionary asked once. */
  private coder(slots: readonly Slot[]): Coder {
    const values = new Map<Field, Set<string>>();
    const add = (field: Field, value: string) => {
      const set = values.get(field);
      if (set) set.add(value);
      else values.set(field, new Set([value]));
    };
    for (const { current } of slots) {
      const document = current.document as FeedbackDocument;
      const facets = countedFacets(document);
      for (const dimension of DIMENSIONS) add(dimension, facets[dimension]);
      for (const value of contrastedValues(document, "keywords")) add("keywords", value);
      for (const value of contrastedValues(document, "places")) add("places", value);
      add("versions", versionsText(document));
    }
    const codes = new Map([...values].map(([field, set]) => [field, this.context.terms.findOrAdd(field, set)]));
    return (field, value) => codes.get(field)?.get(value) as number;
  }

  private writeBody(slot: Slot, document: FeedbackDocument, coder: Coder): void {
    const body = encodeBody(document, coder("versions", versionsText(document)));
    this.context.prepare("INSERT OR REPLACE INTO bodies VALUES (?, ?)").run(slot.number, body);
  }

  private writeText(slot: Slot, { title, text }: FeedbackDocument): void {
    if (slot.stored && slot.stored.title === title && slot.stored.text === text) return;
    this.context
      .prepare("INSERT OR REPLACE INTO fulltext (rowid, title, text) VALUES (?, ?, ?)")
      .run(slot.number, indexText(title ?? ""), indexText(text));
  }

  private writeIdentities(slots: readonly Slot[]): void {
    const save = this.context.prepare("INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?)");
    const rows = slots.map((slot) => ({ slot, document: slot.current.document as FeedbackDocument }));
    rows.sort((a, b) => (a.document.id < b.document.id ? -1 : 1));
    for (const { slot, document } of rows) {
      save.run(document.id, slot.number, document.revision, document.hash, document.analysis.duplicateOf ?? null);
    }
  }
}
