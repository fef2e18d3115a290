import type { FeedbackDocument } from "../../../core/feedback-document.js";
import type { Contrast } from "./contrast.js";
import { type PlaceFamily, placeFamilies, specificOf } from "./place-families.js";
import { sharedName } from "./shared-name.js";
import { type Clause, textOf } from "./words-in-place.js";

/** What titles share may be the matter rather than a party: a known place is believed first. */
const TRUST_IN_SHARED = 0.85;
const LEAST_SHARE = 0.34;
/** What no title names must be in this share of the messages. */
const LEAST_SHARE_UNTITLED = 0.6;
/** A title has room for no more. */
const LONGEST = 14;

/** What an issue is about: a place or a party. */
export interface Subject {
  /** "" where none is named. */
  name: string;
  /** All its spellings, longest first. */
  variants: string[];
  /** Whether it is a string that titles share, not a place that the analysis knows. */
  isShared: boolean;
  families: PlaceFamily[];
}

/** The place or party that most messages name, in titles above all; a party that only titles know if `withShared`. */
export function subjectOf(
  documents: readonly FeedbackDocument[],
  titles: readonly (readonly Clause[])[],
  divisions: readonly string[],
  contrast: Contrast,
  withShared: boolean,
): Subject {
  const headlines = titles.map((clauses) => clauses.map(textOf).join("，"));
  const families = placeFamilies(documents, headlines);
  const n = documents.length;
  const strength = (named: number, titled: number): number => (named + titled) / 2;
  let best: { family: PlaceFamily; score: number } | undefined;
  for (const family of families) {
    const score = specificOf(family) * strength(family.documents / n, family.titles / n);
    const least = (family.titles > 0 ? LEAST_SHARE : LEAST_SHARE_UNTITLED) * n;
    const known = family.documents >= Math.min(2, n) && family.documents >= least && family.name.length <= LONGEST;
    if (known && score > (best?.score ?? 0)) best = { family, score };
  }
  const shared = withShared ? sharedName(titles, divisions, contrast) : undefined;
  const isKnown = (name: string): boolean =>
    best?.family.variants.some((variant) => variant.includes(name) || name.includes(variant)) ?? false;
  if (shared && !isKnown(shared.name)) {
    const named = documents.filter(({ title, text }) => title?.includes(shared.name) || text.includes(shared.name));
    const score = TRUST_IN_SHARED * strength(named.length / n, shared.titles);
    if (score > (best?.score ?? 0)) return { name: shared.name, variants: [shared.name], isShared: true, families };
  }
  const { name, variants } = best?.family ?? { name: "", variants: [] };
  return { name, variants, isShared: false, families };
}
