import type { Localized } from "../../../core/localized.js";
import type { Contestant } from "../task.js";
import { charSvm } from "./char-svm.js";
import { EncoderAlone } from "./encoder.js";
import { Linear } from "./linear.js";
import { majority } from "./majority.js";
import { Product } from "./product.js";
import { Rules } from "./rules.js";
import { SnowNlp } from "./snownlp.js";

/** A contestant that could not even begin answers every task with the reason. */
function opened(id: string, name: Localized, open: () => Contestant): Contestant {
  try {
    return open();
  } catch (error) {
    return { id, name, guess: () => Promise.reject(error) };
  }
}

/** The columns of the table, from the simplest to the product. */
export function openContestants(): { contestants: Contestant[]; product: Product; snownlp: SnowNlp } {
  const product = new Product();
  const snownlp = new SnowNlp();
  const contestants = [
    majority,
    new Rules(),
    snownlp,
    charSvm,
    new Linear(),
    opened("encoder", { zh: "编码器单独", en: "encoder alone" }, () => new EncoderAlone()),
    product,
  ];
  return { contestants, product, snownlp };
}
