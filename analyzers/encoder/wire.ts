import type { Cut } from "./cut.js";
import type { EncoderFault } from "./encoder-error.js";
import type { Outputs } from "./session.js";

/** The first message to the encoder's process. */
export interface Settings {
  folder: string;
  threads: number;
  cut: Cut;
  /** ms on one batch after which the process ends itself, should nobody else do it. */
  limit: number;
}

/** Every other message to it. */
export interface Order {
  id: number;
  texts: readonly string[];
}

/** The numbers for some texts of an order, as soon as they are there. */
export interface Part {
  id: number;
  /** Which texts, by their place in the order. */
  at: readonly number[];
  outputs: Outputs;
  /** Resident memory of the process, bytes. */
  memory: number;
}

/** What the process says: that it is ready, a part of an answer, or why there is none. */
export type Answer = { ready: true } | Part | { fault: EncoderFault; message: string };
