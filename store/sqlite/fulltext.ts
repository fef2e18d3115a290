import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Database, Statement } from "../../core/sqlite.js";
import { indexText } from "../bigrams.js";

type Text = Pick<FeedbackDocument, "title" | "text">;

/**
 * Writes the full-text index. It holds no copy of the texts, so whoever removes a document has to give the text that was
 * added.
 */
export class FullText {
  private readonly insert: Statement;
  private readonly delete: Statement;

  constructor(private readonly database: Database) {
    this.insert = database.prepare("INSERT INTO fulltext (rowid, title, text) VALUES (?, ?, ?)");
    this.delete = database.prepare("INSERT INTO fulltext (fulltext, rowid, title, text) VALUES ('delete', ?, ?, ?)");
  }

  add(number: number, { title, text }: Text): void {
    this.insert.run(number, indexText(title ?? ""), indexText(text));
  }

  /** Marks a document's words as removed: they are found no more, and leave the file with {@link mergeStep}. */
  remove(number: number, { title, text }: Text): void {
    this.delete.run(number, indexText(title ?? ""), indexText(text));
  }

  /** Documents removed in `work` leave no trace of their words in the index. Costs some 5 ms a document. */
  wiping(work: () => void): void {
    this.set("secure-delete", 1);
    work();
    this.set("secure-delete", 0);
  }

  /** A step of rewriting the index without what was removed: true as long as there is more to do. */
  mergeStep(first: boolean): boolean {
    const changes = () => (this.database.prepare("SELECT total_changes() AS n").get() as { n: number }).n;
    const before = changes();
    this.set("merge", first ? -4000 : 4000);
    return changes() - before > 1;
  }

  /** The index takes whole numbers only, and not every engine binds a number as one. */
  private set(command: "secure-delete" | "merge", value: number): void {
    this.database.exec(`INSERT INTO fulltext (fulltext, rank) VALUES ('${command}', ${value})`);
  }
}
