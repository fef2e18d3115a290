import { type CaseSettings, DEFAULT_CASE_SETTINGS } from "../../alerts/cases/settings.js";
import type { MinyiConfig } from "../../config/schema.js";
import { Zone } from "../../core/zone.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How the office wants to be told; what is nobody's goes out on every channel. */
export function caseSettings({ alerts, language, timezone }: MinyiConfig): CaseSettings {
  const [hours = 0, minutes = 0] = alerts.digestAt.split(":").map(Number);
  return {
    ...DEFAULT_CASE_SETTINGS,
    zone: new Zone(timezone),
    language,
    remindEvery: alerts.remindAfter * HOUR,
    escalate: { ...DEFAULT_CASE_SETTINGS.escalate, after: alerts.escalateAfter * MINUTE },
    digest: { ...DEFAULT_CASE_SETTINGS.digest, at: hours * 60 + minutes },
    fallback: alerts.channels.map(({ name }) => name),
  };
}
