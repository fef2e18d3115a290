import { randomFrom } from "../random.js";

/** A seeded source of choices. */
export interface Random {
  /** A whole number from 0 to below the bound. */
  below(bound: number): number;
}

export function seededRandom(seed: number): Random {
  const next = randomFrom(seed);
  return { below: (bound) => Math.floor(next() * bound) };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}
