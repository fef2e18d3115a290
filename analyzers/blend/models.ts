import { shipped } from "../../core/paths.js";
import type { LinearModel } from "../linear/linear-model.js";
import type { Blend } from "./blend.js";

/** The linear models that ship beside the encoder, by the folder of analyzers/models that holds each. */
export const LINEAR_IDS = ["civic", "post", "emotion", "severity", "demand"] as const;
export type LinearId = (typeof LINEAR_IDS)[number];

/** What an analyzer decides by besides words and rules. */
export interface Models {
  /** Version of the encoder whose answers are in the drafts. */
  encoder: string;
  blend: Blend;
  linear: Readonly<Partial<Record<LinearId, LinearModel>>>;
  /** Linear models that should be there and could not be opened: what needs them is marked as made by a fallback. */
  lacking: ReadonlySet<LinearId>;
}

/** Where a shipped linear model lies. */
export const linearPath = (id: LinearId): string => shipped("analyzers", "models", id, "linear.bin");

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

/** Whether an analyzer that uses these linear models lacks one. */
export function lacksAny({ lacking }: Models, ids: readonly LinearId[]): boolean {
  return ids.some((id) => lacking.has(id));
}

/** The parts of an analyzer's version that come from its models. */
export function modelVersions({ encoder, blend, linear }: Models, ids: readonly LinearId[] = []): string {
  const parts = ids.flatMap((id) => (linear[id] ? [`${id}:${linear[id].hash}`] : []));
  return [`encoder:${encoder}`, `blend:${blend.hash}`, ...parts].map((part) => `+${part}`).join("");
}
