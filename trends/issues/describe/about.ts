import type { FeedbackDocument } from "../../../core/feedback-document.js";
import type { Background } from "./background.js";
import type { Contrast } from "./contrast.js";
import { matterOf } from "./matter.js";
import { type Subject, subjectOf } from "./subject.js";
import type { Clause } from "./words-in-place.js";

/** Characters of a title: of both together. */
export const LONGEST_TITLE = 24;

/** A place and what is the matter there. */
export interface About {
  subject: Subject;
  /** "" where the titles name nothing but the subject. */
  matter: string;
}

/** Place or party and matter of an issue, from the clauses of each message's title. `divisions`: names of districts and the like. */
export function aboutOf(
  documents: readonly FeedbackDocument[],
  titles: readonly (readonly Clause[])[],
  divisions: readonly string[],
  background: Background,
  contrast: Contrast,
): About {
  const untitled = documents.filter(({ title = "" }) => title.trim() === "").length;
  const spoken = untitled > documents.length / 2;
  const about = (withShared: boolean): About => {
    const subject = subjectOf(documents, titles, divisions, contrast, withShared);
    // A line may be part of the matter: 距高铁太近.
    const others = subject.families.filter(({ kind, titles: n }) => n > 0 && kind !== "transit");
    const names = [...subject.variants, ...others.flatMap(({ variants }) => variants)];
    const room = LONGEST_TITLE - subject.name.length;
    return { subject, matter: matterOf(titles, { names, divisions, room, spoken }, background) };
  };
  const found = about(true);
  // What titles share beside which they say nothing is the matter itself.
  return found.matter === "" && found.subject.isShared ? about(false) : found;
}
