import { Fold, type FoldOptions, type KnownPrints, type Print } from "../fold/fold.js";

/** Nothing is known from before. */
const NONE: KnownPrints = { byId: () => undefined, byBands: () => [], byAuthor: () => [], members: () => [] };

/**
 * Folds messages that are all at hand, as a run folds them batch by batch: near-duplicates, and repeats by one author.
 * @returns for each message that repeats another the id of the one that stands for it
 */
export function foldAll(prints: readonly Print[], options: FoldOptions): Map<string, string> {
  const fold = new Fold(NONE, options);
  // Oldest first: a group then hardly ever has to change its representative.
  const sorted = [...prints].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const print of sorted) fold.add(print);
  return new Map(
    prints.flatMap(({ id }) => {
      const representative = fold.duplicateOf(id);
      return representative === undefined ? [] : [[id, representative]];
    }),
  );
}
