import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Bulk } from "./bulk.js";
import type { ElasticContext } from "./context.js";
import type { MonthIndices } from "./month-indices.js";
import type { Writes } from "./writes.js";

/** What writing needs beside the context of questions. */
export interface WriteContext extends ElasticContext {
  bulk: Bulk;
  months: MonthIndices;
  writes: Writes;
}

/** A write that is decided on: the last state of a document in a put, and where it belongs. */
export interface Write {
  document: FeedbackDocument;
  month: string;
  index: string;
  /** Indices in which the document was when the put began. */
  places: string[];
  /** Which results of the put depend on it. */
  positions: number[];
}
