import type { LinearModel } from "../linear/linear-model.js";
import type { Blend } from "./blend.js";

/** What an analyzer decides by besides words and rules. */
export interface Models {
  /** Version of the encoder whose answers are in the drafts. */
  encoder: string;
  blend: Blend;
}

/**
 * What a linear model says of a text, in the order of our classes. Classes that it has not learned keep the
 * probability that the encoder gives them.
 */
export function linearVoice(
  model: LinearModel | undefined,
  classes: readonly string[],
  text: string,
  encoder: ArrayLike<number>,
): number[] | undefined {
  if (model === undefined) return undefined;
  const said = model.probabilities(text);
  const places = classes.map((name) => model.labels.indexOf(name));
  let left = 1;
  for (let k = 0; k < classes.length; k++) if (places[k]! < 0) left -= encoder[k]!;
  return places.map((place, k) => (place < 0 ? encoder[k]! : said[place]! * left));
}

/** The parts of an analyzer's version that come from its models. */
export function modelVersions(
  { encoder, blend }: Models,
  linear: Record<string, LinearModel | undefined> = {},
): string {
  const parts = Object.entries(linear).flatMap(([name, model]) => (model ? [`${name}:${model.hash}`] : []));
  return [`encoder:${encoder}`, `blend:${blend.hash}`, ...parts].map((part) => `+${part}`).join("");
}
