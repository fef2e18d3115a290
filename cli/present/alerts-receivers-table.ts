import { LEVEL_WORDS } from "../../alerts/levels.js";
import type { Duty } from "../../state/alert-duty.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import type { AlertsLook } from "./alerts-table.js";
import { type Cell, type Column, table } from "./table.js";

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Subscriptions in the given order, a line each. */
export function subscriptionsTable(list: readonly Subscription[], { language, style, width }: AlertsLook): string {
  const zh = language === "zh";
  const any = zh ? "全部" : "all";
  const titles = zh
    ? ["账号", "渠道", "区域", "主题", "部门", "级别", "免打扰", "平安报"]
    : ["account", "channels", "areas", "topics", "departments", "levels", "quiet", "heartbeat"];
  const columns = titles.map((title, i): Column => ({ title, flexible: i >= 1 && i <= 4 }));
  const rows = list.map(({ account, channels, areas, topics, departments, levels, quiet, heartbeat }): Cell[] => [
    account,
    channels.join("→"),
    areas?.join("、") ?? any,
    topics?.join("、") ?? any,
    departments?.join("、") ?? any,
    levels?.map((level) => LEVEL_WORDS[level][language]).join("、") ?? any,
    quiet ? `${clock(quiet.from)}–${clock(quiet.to)}` : "",
    heartbeat ? (zh ? "要" : "yes") : "",
  ]);
  return table(columns, rows, { style, total: width });
}

/** Turns of duty in the given order, a line each; those of now are marked. */
export function dutyTable(list: readonly Duty[], { language, style, width, zone }: AlertsLook, now: number): string {
  const zh = language === "zh";
  const titles = zh ? ["编号", "账号", "起", "止", "次序", ""] : ["no.", "account", "from", "to", "order", ""];
  const columns = titles.map(
    (title, i): Column => ({ title, align: i === 0 || i === 4 ? "right" : "left", flexible: i === 1 }),
  );
  const rows = list.map(({ number, account, from, to, rank }): Cell[] => [
    String(number),
    account,
    zone.minuteText(from),
    zone.minuteText(to),
    String(rank + 1),
    from <= now && now < to ? { text: zh ? "正在值班" : "on duty", paint: style.green } : "",
  ]);
  return table(columns, rows, { style, total: width });
}
