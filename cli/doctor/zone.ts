import { Zone } from "../../core/zone.js";
import type { Check, Finding } from "./check.js";

/** Before this the clock cannot be right: the program is younger. */
const RELEASED = Date.parse("2026-01-01T00:00:00Z");

/** The zone in which days are counted, and what time it is there: a wrong clock shows at a glance. */
export const zoneCheck: Check = {
  id: "zone",
  title: { zh: "时区和时钟", en: "Zone and clock" },
  run({ config, clock }) {
    const now = new Zone(config.timezone).minuteText(clock.now());
    const finding: Finding = {
      level: "ok",
      text: { zh: `${config.timezone}，现在 ${now}`, en: `${config.timezone}, it is ${now}` },
    };
    if (clock.now() >= RELEASED) return [finding];
    return [
      {
        ...finding,
        level: "warn",
        fix: { zh: "系统时钟不对，请校准（如启用 NTP）。", en: "The system clock is wrong: set it (NTP)." },
      },
    ];
  },
};
