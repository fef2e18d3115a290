import type { Contrast, Where } from "../../core/store.js";
import { mostTypical, type Tally } from "../log-odds.js";
import type { Context } from "./context.js";
import type { ListColumn } from "./layout.js";
import type { Selected } from "./selection.js";

/** See {@link Store.contrast}. */
export function contrast(context: Context, where: Where, against: Where, field: ListColumn): Contrast[] {
  return context.snapshot(() => {
    const { values } = context.terms.dictionary(field);
    const here = countValues(context, where, field, values.length);
    const there = countValues(context, against, field, values.length);
    const total = (counts: Int32Array) => counts.reduce((sum, n) => sum + n, 0);
    return mostTypical(tallies(values, here, there), total(here), total(there));
  });
}

function* tallies(values: readonly string[], here: Int32Array, there: Int32Array): Generator<Tally> {
  for (let code = 1; code < values.length; code++) {
    const n = here[code] as number;
    if (n > 0) yield { value: values[code] as string, n, against: there[code] as number };
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

function addValues(
  counts: Int32Array,
  { mask, length }: Selected,
  { ends, codes }: { ends: Int32Array; codes: Int32Array },
): void {
  let start = 0;
  for (let i = 0; i < length; i++) {
    const end = ends[i] as number;
    if (mask[i])
      for (let k = start; k < end; k++) counts[codes[k] as number] = (counts[codes[k] as number] as number) + 1;
    start = end;
  }
}
