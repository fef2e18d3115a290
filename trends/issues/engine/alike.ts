import type { MatterPrint } from "../../../core/matter-print.js";
import { SLACK } from "./agglomerate.js";
import type { GramFrequencies } from "./frequencies.js";
import { groupOf, likeness } from "./group.js";
import { MATTER_SETTINGS, type MatterSettings } from "./settings.js";

/**
 * Whether two messages are alike enough for their issues to be looked at again when one of them is new.
 * @returns a test that remembers what it has worked out of each message
 */
export function alikeness(
  frequencies: GramFrequencies,
  settings: Partial<MatterSettings> = {},
): (a: MatterPrint, b: MatterPrint) => boolean {
  const all = { ...MATTER_SETTINGS, ...settings };
  const groups = new Map<MatterPrint, ReturnType<typeof groupOf>>();
  const of = (print: MatterPrint) => {
    const known = groups.get(print);
    if (known) return known;
    const group = groupOf(print, frequencies, all);
    groups.set(print, group);
    return group;
  };
  return (a, b) => likeness(of(a), of(b), all) >= all.threshold - SLACK;
}
