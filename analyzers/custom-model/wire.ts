/** The first message to the process of a model. */
export interface Settings {
  /** Folder of the model, or its name on the hub. */
  place: { folder: string } | { name: string; host: string | undefined; cache: string };
  threads: number;
}

/** Every other message to it. */
export interface Order {
  id: number;
  texts: readonly string[];
}

/** The probability of every label, by its name in the model. */
export type Said = Record<string, number>;

/**
 * What it says: that it is ready, the answer to an order, or why there is none. `package`: transformers.js is not
 * installed · `load`: the model cannot be loaded · `network`: it cannot be fetched · `output`: it fails on the texts.
 */
export type Answer =
  | { ready: true; labels: string[] }
  | { id: number; said: Said[] }
  | { fault: "package" | "load" | "network" | "output"; message: string };
