import type { AlertLevel, NotificationKind } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import { LEVEL_WORDS } from "../levels.js";

/** The levels as a scale of four, for those who do not see colours and where there are none. */
export const LEVEL_MARKS: Readonly<Record<AlertLevel, string>> = {
  blue: "●○○○",
  yellow: "●●○○",
  orange: "●●●○",
  red: "●●●●",
};

/** What stands in front of a title: why the message goes out. Of `firing` it is the level. */
export function kindWords(kind: NotificationKind, level: AlertLevel): Localized {
  const { zh, en } = LEVEL_WORDS[level];
  switch (kind) {
    case "firing":
      return { zh: `${zh}预警`, en: `${en} alert` };
    case "level-up":
      return { zh: `升为${zh}预警`, en: `raised to ${en}` };
    case "reminder":
      return { zh: `${zh}预警待处理`, en: `${en} alert, still open` };
    case "escalation":
      return { zh: `${zh}预警无人确认`, en: `${en} alert, not acknowledged` };
    case "recovered":
      return { zh: "已恢复", en: "recovered" };
    case "storm":
      return { zh: "集中预警", en: "many alerts" };
    case "digest":
      return { zh: "预警汇总", en: "digest" };
    case "heartbeat":
      return { zh: "今日无异常", en: "nothing unusual today" };
    case "test":
      return { zh: "测试", en: "test" };
  }
}

/** The sentence under the title, where the kind needs one. `cases`: how many there are, listed or not. */
export function leadOf(kind: NotificationKind, cases: number): Localized | undefined {
  switch (kind) {
    case "reminder":
      return { zh: "仍在持续，请尽快处理。", en: "It goes on; please see to it." };
    case "escalation":
      return { zh: "超过时限无人确认，请确认收到。", en: "Nobody acknowledged it in time; please acknowledge." };
    case "recovered":
      return { zh: "已恢复正常，不再预警。", en: "Back to the usual; no longer an alert." };
    case "storm":
      return { zh: `短时间内有 ${cases} 起预警，合为一条发送。`, en: `${cases} alerts at once, told in one message.` };
    case "digest":
      return { zh: `共 ${cases} 起。`, en: `${cases} in all.` };
    case "heartbeat":
      return { zh: "监测正常运行，今日无异常。", en: "Monitoring is at work; nothing unusual today." };
    case "test":
      return { zh: "这是一条测试消息，不必处理。", en: "This is a test; nothing needs to be done." };
    default:
      return undefined;
  }
}

/** Words around a case. */
export const LABELS = {
  number: { zh: "编号", en: "No." },
  view: { zh: "查看详情", en: "Details" },
  acknowledge: { zh: "确认收到", en: "Acknowledge" },
  sent: { zh: "发出时间", en: "Sent" },
} satisfies Record<string, Localized>;

/** How many cases are not listed. */
export function moreWords(more: number): Localized {
  return { zh: `另有 ${more} 起未列出`, en: `${more} more not listed` };
}
