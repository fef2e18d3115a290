import type { Localized } from "../../../core/localized.js";
import type { ReadMessage } from "../prints.js";

/** A way of finding issues. */
export interface Finder {
  id: string;
  name: Localized;
  /** What its one parameter is called; the value is chosen on the tuning issues among `values`. */
  parameter: string;
  values: readonly number[];
  /** For each of the values an issue's number per message, −1 for none. */
  find(messages: readonly ReadMessage[], values: readonly number[]): number[][] | Promise<number[][]>;
}
