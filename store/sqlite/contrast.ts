import type { Contrast, Where } from "../../core/store.js";
import { mostTypical, type Tally } from "../log-odds.js";
import type { Context } from "./context.js";
import type { ListColumn } from "./layout.js";
import type { Lists } from "./lists.js";
import type { Selected } from "./selection.js";

/** See {@link Store.contrast}. */
export function contrast(context: Context, where: Where, against: Where, field: ListColumn): Contrast[] {
  return context.snapshot(() => {
    const codes = context.terms.codes(field);
    const here = countValues(context, where, field, codes);
    const there = countValues(context, against, field, codes);
    const total = (counts: Int32Array) => counts.reduce((sum, n) => sum + n, 0);
    return mostTypical(tallies(context, field, here, there), total(here), total(there));
  });
}

function* tallies(context: Context, field: ListColumn, here: Int32Array, there: Int32Array): Generator<Tally> {
  for (let code = 1; code < here.length; code++) {
    const n = here[code] as number;
    if (n > 0) yield { n, against: there[code] as number, value: () => context.terms.value(field, code) };
  }
}

/** Per code, the documents that have the value. */
function countValues(context: Context, where: Where, field: ListColumn, codes: number): Int32Array {
  const counts = new Int32Array(codes);
  const selection = context.select(where);
  for (const info of context.reader.blocks()) {
    const selected = selection.in(info);
    if (selected) addValues(counts, selected, context.reader.lists(field));
  }
  return counts;
}

function addValues(counts: Int32Array, { mask, length }: Selected, { ends, codes }: Lists): void {
  let start = 0;
  for (let i = 0; i < length; i++) {
    const end = ends[i] as number;
    if (mask[i]) {
      for (let k = start; k < end; k++) {
        const code = codes[k] as number;
        counts[code] = (counts[code] as number) + 1;
      }
    }
    start = end;
  }
}
