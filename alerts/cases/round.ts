import type { AlertMemory } from "../../state/alert-memory.js";
import type { CaseSettings } from "./settings.js";
import type { Wanted } from "./wanted.js";

/** What goes out now, and the round that it belongs to. */
export interface Round {
  wanted: Wanted[];
  roundAt?: number;
  roundCases?: number;
}

/**
 * Holds messages together: within a round after others went out, what is not urgent waits, and once a round has told of
 * more cases than a storm takes, so does all else but a rise in level and a call for an acknowledgement. A receiver that
 * takes few messages a minute gets few.
 */
export function inRound(wanted: readonly Wanted[], memory: AlertMemory, now: number, settings: CaseSettings): Round {
  const { roundAt, roundCases = 0 } = memory;
  const running = roundAt !== undefined && roundAt <= now && now - roundAt < settings.round;
  if (!running) {
    return wanted.length > 0 ? { wanted: [...wanted], roundAt: now, roundCases: wanted.length } : { wanted: [] };
  }
  const urgent = wanted.filter(
    ({ kind, alert }) => alert.level === "red" || kind === "level-up" || kind === "escalation",
  );
  const full = roundCases > settings.storm;
  const passing = full ? urgent.filter(({ kind }) => kind === "level-up" || kind === "escalation") : urgent;
  return { wanted: passing, roundAt, roundCases: roundCases + passing.length };
}
