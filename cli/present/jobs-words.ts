import type { Language, Localized } from "../../core/localized.js";
import type { RunStatus } from "../../state/manifest.js";
import { oneLine } from "./escape.js";

const KINDS: Readonly<Record<string, Localized>> = {
  run: { zh: "运行", en: "run" },
  collect: { zh: "采集", en: "collect" },
  nightly: { zh: "夜间", en: "nightly" },
  weekly: { zh: "每周", en: "weekly" },
  retention: { zh: "清理", en: "retention" },
  replay: { zh: "补录", en: "replay" },
  reanalyze: { zh: "重新分析", en: "reanalyze" },
  follow: { zh: "跟随", en: "follow" },
};

const TRIGGERS: Readonly<Record<string, Localized>> = {
  command: { zh: "手动", en: "manual" },
  schedule: { zh: "定时", en: "schedule" },
  "catch-up": { zh: "补跑", en: "catch-up" },
  follow: { zh: "持续", en: "continuous" },
  demo: { zh: "示例", en: "demo" },
};

const STATUSES: Readonly<Record<RunStatus, Localized>> = {
  running: { zh: "进行中", en: "running" },
  done: { zh: "完成", en: "done" },
  failed: { zh: "失败", en: "failed" },
  interrupted: { zh: "中断", en: "stopped" },
};

const STEPS: Readonly<Record<string, Localized>> = {
  collect: { zh: "采集", en: "collect" },
  issues: { zh: "归并热点问题", en: "hot issues" },
  reanalyze: { zh: "重新分析", en: "reanalyze" },
  summaries: { zh: "撰写问题摘要", en: "summaries of issues" },
  retention: { zh: "清理过期数据", en: "retention" },
  verify: { zh: "核对文档库", en: "verify" },
  housekeeping: { zh: "整理状态库", en: "housekeeping" },
};

export function kindWord(kind: string, language: Language): string {
  return KINDS[kind]?.[language] ?? oneLine(kind);
}

/** `catch-up:hourly` → `补跑 hourly`; the name of the schedule is left out where it is that of the kind of run. */
export function triggerWord(trigger: string, kind: string, language: Language): string {
  const [what = "", ...rest] = trigger.split(":");
  const name = rest.join(":");
  return [TRIGGERS[what]?.[language] ?? oneLine(what), name === kind ? "" : oneLine(name)].filter(Boolean).join(" ");
}

export function statusWord(status: RunStatus, language: Language): string {
  return STATUSES[status][language];
}

/** `collect hotline` → `采集 hotline`. */
export function stepWord(name: string, language: Language): string {
  const [what = "", ...rest] = name.split(" ");
  return [STEPS[what]?.[language] ?? oneLine(what), oneLine(rest.join(" "))].filter(Boolean).join(" ");
}

/** Seconds in at most two units: `8 秒`, `3 分 12 秒`, `2 小时 5 分`, `3 天 4 小时`. */
export function spanText(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, Localized][] = [
    [Math.floor(whole / 86_400), { zh: " 天", en: "d" }],
    [Math.floor(whole / 3600) % 24, { zh: " 小时", en: "h" }],
    [Math.floor(whole / 60) % 60, { zh: " 分", en: "m" }],
    [whole % 60, { zh: " 秒", en: "s" }],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(([n], index) => n > 0 || index === 0)
    .map(([n, unit]) => `${n}${unit[language]}`)
    .join(" ");
}
