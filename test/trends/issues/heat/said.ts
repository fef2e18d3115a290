import { Zone } from "../../../../core/zone.js";
import type { Member } from "../../../../trends/issues/heat/stats.js";

export const SHANGHAI = new Zone("Asia/Shanghai");
export const NOW = Date.parse("2024-06-30T12:00:00+08:00");

let made = 0;

/** A message of an issue: plain and by a citizen of its own where nothing else is given. `at`: `2024-06-03 10:00` in Shanghai. */
export function said(at: string, given: Partial<Member> = {}): Member {
  made += 1;
  return {
    documentId: `d${made}`,
    createdAt: new Date(`${at.replace(" ", "T")}:00+08:00`).toISOString(),
    authorKey: `a${made}`,
    channel: "hotline",
    sentiment: "neutral",
    severity: 1,
    ...given,
  };
}
