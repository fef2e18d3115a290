import type { Clock } from "../../core/clock.js";
import type { Encoded } from "../../core/encoded.js";

export interface EncoderOptions {
  /** Folder of the model; default: the shipped one. */
  folder?: string;
  /** Cores that it uses; default: all, at most 8. */
  threads?: number;
  /** Seconds without an answer after which its process is started again; default: 30. */
  timeout?: number;
  /** When its process is replaced by a fresh one: after so many texts, or once it holds so many megabytes. */
  recycle?: { texts?: number; megabytes?: number };
  clock?: Clock;
}

/** A small language model in a process of its own. */
export interface Encoder {
  /** Of code and model: changes whenever answers may change. */
  readonly version: string;
  /** The first levels of the taxonomy that it has learned, in its own order. */
  readonly topics: readonly string[];
  /**
   * What the model says of each text, in order; a text's answer depends on nothing but the text.
   * Its process is started by the first call, and does not keep the program running between calls.
   * @throws EncoderError when there is no answer
   */
  encode(texts: readonly string[]): Promise<Encoded[]>;
  /** Ends the process. */
  close(): Promise<void>;
}

/**
 * Opens an encoder: checks its files, without loading the model yet.
 * @throws ModelFileError when a file is missing or damaged; EncoderError when transformers.js is not installed
 */
export function openEncoder(_options: EncoderOptions = {}): Encoder {
  throw new Error("not yet");
}
