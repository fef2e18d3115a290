import type { Language, Localized } from "../../core/localized.js";
import { markdownTable } from "../readme.js";
import type { Contestant, Measure, Task } from "./task.js";
import type { Outcome } from "./understanding.js";

/** A task with what every contestant achieved in it, by the contestant's id. */
export interface TaskResult {
  task: Task;
  outcomes: Record<string, Outcome>;
}

const MEASURES: Record<Measure, Localized> = {
  accuracy: { zh: "准确率", en: "accuracy" },
  "macro-F1": { zh: "宏平均 F1", en: "macro-F1" },
  kappa: { zh: "二次加权 kappa", en: "quadratic weighted kappa" },
};

const CALIBRATION: { what: Localized; tasks: string[] }[] = [
  { what: { zh: "主题置信度的校准误差", en: "topic, calibration error of the confidence" }, tasks: ["topic"] },
  {
    what: { zh: "评论情感分值的校准误差", en: "reviews and posts, calibration error of the score" },
    tasks: ["shopping", "takeaway", "weibo", "chnsenticorp"],
  },
  {
    what: { zh: "留言情感分值的校准误差", en: "citizens' messages, calibration error of the score" },
    tasks: ["hotline"],
  },
];

function cell(outcome: Outcome | undefined): string {
  if (outcome === undefined || "none" in outcome) return "–";
  return "failed" in outcome ? "!" : outcome.score.figure.toFixed(3);
}

/** The calibration errors of some tasks as one, weighed by their rows. */
function calibrationCell(results: readonly TaskResult[], contestant: string): string {
  let [sum, rows] = [0, 0];
  for (const { task, outcomes } of results) {
    const outcome = outcomes[contestant];
    if (outcome === undefined || !("score" in outcome) || outcome.score.calibration === undefined) return "–";
    sum += outcome.score.calibration * task.test.length;
    rows += task.test.length;
  }
  return (sum / rows).toFixed(3);
}

/** The table, task by task; a column for each contestant. */
export function taskTable(
  results: readonly TaskResult[],
  contestants: readonly Contestant[],
  language: Language,
): string {
  const words = { zh: ["任务", "行数"], en: ["task", "rows"] }[language];
  const rows = results.map(({ task, outcomes }) => [
    `${task.what[language]}${language === "zh" ? "：" : ": "}${MEASURES[task.measure][language]}`,
    String(task.test.length),
    ...contestants.map(({ id }) => cell(outcomes[id])),
  ]);
  const calibration = CALIBRATION.flatMap(({ what, tasks }) => {
    const own = results.filter(({ task }) => tasks.includes(task.id));
    if (own.length !== tasks.length) return [];
    const count = own.reduce((sum, { task }) => sum + task.test.length, 0);
    return [[what[language], String(count), ...contestants.map(({ id }) => calibrationCell(own, id))]];
  });
  return markdownTable([[...words, ...contestants.map(({ name }) => name[language])], ...rows, ...calibration]);
}

/** What a reader of the table must know beside it: what was left out, and who could not answer why. */
export function notesOf(results: readonly TaskResult[], contestants: readonly Contestant[]): string[] {
  const left = results.filter(({ task }) => task.repeats > 0).map(({ task }) => `${task.id} ${task.repeats}`);
  const failures = contestants.flatMap(({ id, name }) =>
    results.flatMap(({ outcomes }) => {
      const outcome = outcomes[id];
      return outcome !== undefined && "failed" in outcome ? [`! = no answer from ${name.en}: ${outcome.failed}`] : [];
    }),
  );
  return [
    `Left out of the measured rows because half of their text stands in a training row: ${left.join(", ") || "none"}.`,
    ...new Set(failures),
  ];
}
