import type { Observation } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";

/** What one condition says of one group in one window. */
export interface Finding {
  /** Undefined: it cannot be judged. */
  holds: boolean | undefined;
  observations: readonly Observation[];
  /** What was seen, or why it cannot be judged; the part of a sentence behind place and time. Made only when asked. */
  words: () => Localized;
  /** Words that were watched for and found. */
  matched?: readonly string[];
  /** First instant of what was looked at, ms, where that is more than the window. */
  from?: number;
}

/** Joins findings: all of them, or any of them, must hold. What cannot be judged decides only where it could. */
export function joined(kind: "all" | "any", findings: readonly Finding[]): Finding {
  const decisive = kind === "any";
  const decided = findings.filter(({ holds }) => holds === decisive);
  const unsure = findings.filter(({ holds }) => holds === undefined);
  const holds = decided.length > 0 ? decisive : unsure.length > 0 ? undefined : !decisive;
  const telling = holds === undefined ? unsure : decided.length > 0 ? decided : findings;
  const matched = telling.flatMap((finding) => finding.matched ?? []);
  const from = Math.min(...telling.map((finding) => finding.from ?? Number.POSITIVE_INFINITY));
  return {
    holds,
    ...(matched.length > 0 && { matched }),
    ...(Number.isFinite(from) && { from }),
    observations: telling.flatMap(({ observations }) => observations),
    words: () => {
      const parts = telling.map(({ words }) => words());
      return { zh: parts.map(({ zh }) => zh).join("；"), en: parts.map(({ en }) => en).join("; ") };
    },
  };
}
