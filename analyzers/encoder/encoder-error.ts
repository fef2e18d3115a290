import { MinyiError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

/**
 * Why the encoder gave no answer. `package`: transformers.js is not installed · `load`: the model could not be loaded ·
 * `died`: its process ended · `hung`: no answer in time · `output`: numbers that cannot be right · `resting`: it failed
 * several times in a row and is left alone for a while · `closed`: it was closed.
 */
export type EncoderFault = "package" | "load" | "died" | "hung" | "output" | "resting" | "closed";

/** The encoder gave no answer: the caller decides what to do without one. */
export class EncoderError extends MinyiError {
  constructor(
    readonly fault: EncoderFault,
    what: Localized,
    options: { fix?: Localized; cause?: unknown } = {},
  ) {
    super(what, options);
  }
}
