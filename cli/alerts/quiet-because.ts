import { inhibited } from "../../alerts/cases/inhibition.js";
import { silenceOf } from "../../alerts/cases/mute.js";
import type { CaseRule, CaseSettings } from "../../alerts/cases/settings.js";
import { rankOf } from "../../alerts/levels.js";
import type { Localized } from "../../core/localized.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { State } from "../../state/state.js";

interface Around {
  state: Pick<State, "alerts">;
  rules: readonly CaseRule[];
  settings: CaseSettings;
  /** ms since the epoch. */
  now: number;
}

/** What keeps people from being told of a case now, each with its end where it has one; empty: nothing. */
export function quietBecause(alert: TrackedCase, { state, rules, settings, now }: Around): Localized[] {
  const { alerts } = state;
  const { zone } = settings;
  const { memory, status } = alert;
  const rule = rules.find(({ id }) => id === alert.ruleId);
  const reasons: Localized[] = [];
  const silence = silenceOf(alert, alerts.silences.at(now), now);
  if (silence) {
    const { number, by, reason, to } = silence;
    const end = zone.minuteText(to);
    reasons.push({
      zh: `静默 ${number}（${by}：${reason}），至 ${end}`,
      en: `silence ${number} (${by}: ${reason}) until ${end}`,
    });
  }
  const open = alerts.cases.list({ statuses: ["pending", "firing", "acknowledged"], includeNeverFired: true });
  const by = inhibited(open, new Map(rules.map((one) => [one.id, one]))).get(alert.number);
  const larger = by === undefined ? undefined : open.find(({ number }) => number === by);
  if (larger) {
    const { number, title } = larger;
    reasons.push({
      zh: `预警 ${number}「${title}」已涵盖它（抑制）`,
      en: `alert ${number} (${title}) says it at large (inhibited)`,
    });
  }
  if (status === "pending") {
    const minutes = Math.round((rule?.holdFor ?? 0) / 60_000);
    const since = zone.minuteText(Date.parse(memory.firstFiring));
    reasons.push({
      zh: `须持续 ${minutes} 分钟才通知，自 ${since} 起成立`,
      en: `it must hold for ${minutes} minutes; it has since ${since}`,
    });
  }
  const cooldown = rule?.cooldown ?? settings.cooldown;
  const { lastToldAt, lastToldLevel, toldLevel } = memory;
  const cool = lastToldAt === undefined ? 0 : lastToldAt + cooldown;
  if (
    status !== "pending" &&
    toldLevel === undefined &&
    lastToldLevel !== undefined &&
    rankOf(alert.level) <= rankOf(lastToldLevel) &&
    cool > now
  ) {
    const end = zone.minuteText(cool);
    reasons.push({
      zh: `冷却中：同一处同一级别 ${end} 前不再通知`,
      en: `cooling down: not told again at this level before ${end}`,
    });
  }
  if (status === "acknowledged" && alert.deadline !== undefined) {
    const end = zone.minuteText(Date.parse(alert.deadline));
    reasons.push({
      zh: `${alert.acknowledgedBy} 已认领，${end} 前不催办、不上报`,
      en: `${alert.acknowledgedBy} has taken it on: no reminders before ${end}`,
    });
  }
  const waiting = alerts.memory.held().filter(({ line }) => line.number === alert.number);
  if (waiting.length > 0) {
    const who = waiting.map(({ receiver }) => receiver.replace(/^\w+:/, "")).join("、");
    reasons.push({
      zh: `等每日汇总或免打扰结束：${who}`,
      en: `waits for the digest or the end of quiet hours: ${who}`,
    });
  }
  if (memory.nobody) {
    reasons.push({
      zh: "没有可通知的人：没有人订阅，也没有配置渠道（alerts.channels）",
      en: "there is nobody to tell: no subscription fits and no channel is configured (alerts.channels)",
    });
  }
  return reasons;
}
