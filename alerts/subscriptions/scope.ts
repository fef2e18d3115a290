import type { AlertGroup } from "../../core/alert.js";
import type { Dimension, Where } from "../../core/store.js";

/** What a case is about, as far as is known: places, topics, departments. A list that is empty says nothing. */
export interface Scope {
  areas: string[];
  topics: string[];
  departments: string[];
}

/** Adds what a value lies within: the district of a street, the topic above a topic. */
export type Within = (dimension: Dimension, value: string) => readonly string[];

const PARTS = {
  areas: ["area", "street"],
  topics: ["topic", "topic2", "topic3"],
  departments: ["department"],
} as const satisfies Record<keyof Scope, readonly Dimension[]>;

/** The scope of a case: the values of its group, else those that its rule looks at. */
export function scopeOf(
  group: AlertGroup,
  where: Pick<Where, (typeof PARTS)[keyof Scope][number]> = {},
  within: Within = () => [],
): Scope {
  const values = (part: keyof Scope): string[] => {
    const own = PARTS[part].flatMap((dimension) => {
      const value = group[dimension];
      return value ? [value, ...within(dimension, value)] : [];
    });
    if (own.length > 0) return own;
    return PARTS[part].flatMap((dimension) =>
      (where[dimension] ?? []).flatMap((value) => [value, ...within(dimension, value)]),
    );
  };
  return { areas: values("areas"), topics: values("topics"), departments: values("departments") };
}
