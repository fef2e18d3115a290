import { kindWords } from "../../alerts/render/words.js";
import type { OutboxRow } from "../../state/alert-outbox.js";
import { indented } from "./alert-parts.js";
import type { AlertsLook } from "./alerts-table.js";
import { OUTBOX_WORDS } from "./alerts-words.js";
import { type Cell, type Column, table } from "./table.js";

/** Messages in the given order, each with why it could not be sent so far, and its key. */
export function outboxTable(rows: readonly OutboxRow[], look: AlertsLook): string {
  const { language, style, width, zone } = look;
  const zh = language === "zh";
  const titles = zh
    ? ["决定于", "状态", "收件", "消息", "渠道", "次数", "下次"]
    : ["decided", "status", "receiver", "message", "channel", "tries", "next"];
  const columns = titles.map(
    (title, i): Column => ({ title, align: i === 5 ? "right" : "left", flexible: [2, 3, 4].includes(i) }),
  );
  const cells = rows.map(({ at, status, receiver, kind, level, channel, attempts, nextAt }): Cell[] => [
    zone.minuteText(at),
    { text: OUTBOX_WORDS[status][language], paint: status === "dead" ? style.red : style.yellow },
    receiver.replace(/^\w+:/, ""),
    kindWords(kind, level)[language],
    channel,
    String(attempts),
    status === "waiting" ? zone.minuteText(nextAt).slice(5) : "",
  ]);
  const [header = "", ...lines] = table(columns, cells, { style, total: width }).split("\n");
  const under = ({ key, reason }: OutboxRow): string[] => [
    ...(reason ? indented(reason[language], look, 4) : []),
    ...indented(key, look, 4).map(style.dim),
  ];
  return [header, ...lines.flatMap((line, i) => [line, ...under(rows[i] as OutboxRow)])].join("\n");
}
