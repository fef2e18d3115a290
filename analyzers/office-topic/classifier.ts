import type { Encoded } from "../../core/encoded.js";
import { LinearModel } from "../linear/linear-model.js";
import { encodedFeatures } from "./encoded-features.js";
import { mixed } from "./mix.js";
import type { OfficeModel } from "./model-file.js";
import { denseScores } from "./softmax.js";

/** Applies an office's model; keeps scratch space between calls, a result depends on its text alone. */
export class OfficeClassifier {
  private readonly ngrams: LinearModel;
  private readonly ngramScores: Float64Array;
  private readonly encodedScores: Float64Array;
  private readonly out: Float64Array;

  constructor(private readonly model: OfficeModel) {
    this.ngrams = new LinearModel(model.ngrams);
    const count = model.classes.length;
    this.ngramScores = new Float64Array(count);
    this.encodedScores = new Float64Array(count);
    this.out = new Float64Array(count);
  }

  /**
   * The probability of every class, valid until the next call; by n-grams alone, with a confidence of their own, where
   * `encoded` is missing.
   */
  probabilities(text: string, encoded: Encoded | undefined): Float64Array {
    const { encoded: second, ngrams } = this.model;
    this.ngrams.margins(text, this.ngramScores);
    if (!second || !encoded) {
      mixed({ ngrams: this.ngramScores }, { ngrams: ngrams.sharpness, encoded: 0 }, this.out);
      return this.out;
    }
    denseScores(second.model, encodedFeatures(encoded, second.topics), this.encodedScores);
    mixed({ ngrams: this.ngramScores, encoded: this.encodedScores }, second.factors, this.out);
    return this.out;
  }
}
