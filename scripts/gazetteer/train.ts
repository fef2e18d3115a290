import {
  ABOUT_LENGTH,
  type Collect,
  type Edges,
  edgeFeatures,
  featureKey,
  insideFeatures,
} from "../../analyzers/places/edge-model.js";
import type { Hit } from "./statistics.js";

/** One decision to learn: which of the starts is right. */
export interface Example {
  hit: Hit;
  right: number;
  /** True where only the shortness of the window tells: nothing about lengths is to be learned from it. */
  short: boolean;
}

const EPOCHS = 12;
const RATE = 0.3;
const DECAY = 2e-3;
/** Features seen fewer times are left out: they would only remember single names. */
const RARE = 2;
/** Weights below this, in hundredths, are not worth shipping. */
const SMALL = 12;

interface Vectors {
  options: Int32Array[];
  right: number;
}

/** Multinomial logistic regression by AdaGrad; the result are the lines of the model's file. */
export function train(examples: readonly Example[], isOrdinary: Edges["isOrdinary"]): string[] {
  const indexOf = new Map<number, number>();
  const names: string[] = [];
  const seen: number[] = [];
  const collect = (short: boolean, run: (add: Collect) => void): Int32Array => {
    const list: number[] = [];
    run((kind, first, second) => {
      if (short && ABOUT_LENGTH.includes(kind)) return;
      const key = featureKey(kind, first, second);
      let index = indexOf.get(key);
      if (index === undefined) {
        index = names.length;
        indexOf.set(key, index);
        names.push(String.fromCharCode(kind, first, second === 0 ? 0x2e : second));
        seen.push(0);
      }
      list.push(index);
    });
    return Int32Array.from(list);
  };
  const vectors: Vectors[] = examples.map(({ hit, right, short }) => {
    const { symbols, at, ending, starts } = hit;
    const edges = { from: starts.at(-1)!, ending: at, group: ending.group, isOrdinary };
    const options = starts.map((start) =>
      collect(short, (add) => {
        edgeFeatures(symbols, start, edges, add);
        for (let inside = start; inside < at; inside++) insideFeatures(symbols, inside, at, add);
      }),
    );
    const index = starts.indexOf(right);
    for (const feature of options[index]!) seen[feature]!++;
    return { options, right: index };
  });

  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1);
  let state = 12345;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let step = 0; step < vectors.length; step++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const { options, right } = vectors[state % vectors.length]!;
      const scores = options.map((option) => option.reduce((sum, feature) => sum + weights[feature]!, 0));
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      for (const [index, option] of options.entries()) {
        const gradient = powers[index]! / total - (index === right ? 1 : 0);
        if (Math.abs(gradient) < 1e-4) continue;
        for (const feature of option) {
          if (seen[feature]! < RARE) continue;
          const slope = gradient + DECAY * weights[feature]!;
          squares[feature]! += slope * slope;
          weights[feature]! -= (RATE * slope) / Math.sqrt(squares[feature]!);
        }
      }
    }
  }
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const weight = Math.round(weights[index]! * 100);
    if (Math.abs(weight) >= SMALL) lines.push(`${name}\t${weight}`);
  }
  return lines.sort();
}
