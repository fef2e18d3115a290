import type { Calibration } from "../../pipelines/evaluate/calibration.js";
import type { Evaluation } from "../../pipelines/evaluate/evaluate.js";
import { exact } from "../present/numbers.js";
import { table } from "../present/table.js";
import { confusionTable } from "./confusion.js";
import type { Look } from "./look.js";
import { classWord, TASK_WORDS } from "./words.js";

const INDENT = 2;
/** Classes of their own line; the rest of a large taxonomy is in `--json`. */
const MOST_CLASSES = 40;

export const three = (value: number): string => value.toFixed(3);
const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

/** The whole evaluation as people read it: the figures, the classes, what was taken for what, and how honest the scores are. */
export function evaluationReport(evaluation: Evaluation, look: Look): string {
  const zh = look.language === "zh";
  const title = (text: string) => look.style.bold(text);
  const parts = [
    `${title(`${zh ? "评测" : "Evaluation"}：${TASK_WORDS[evaluation.task][look.language]}`)}\n${figures(evaluation, look)}`,
    `${title(zh ? "各类" : "Classes")}\n${classTable(evaluation, look)}`,
    `${title(zh ? "混淆矩阵（行：标签，列：判断）" : "Confusion (rows: label, columns: answer)")}\n${confusionTable(evaluation, look)}`,
  ];
  if (evaluation.calibration) {
    parts.push(
      `${title(calibrationTitle(evaluation.calibration.of, zh))}\n${calibrationTable(evaluation.calibration, look)}`,
    );
  }
  return parts.join("\n\n");
}

function figures(evaluation: Evaluation, { language, style, width }: Look): string {
  const { rows, accuracy, macroF1, majority, calibration, abstained, weightedKappa, repeats, degraded, task, depth } =
    evaluation;
  const zh = language === "zh";
  const most = classWord(task, majority.label, language);
  const beside = (value: number) => (zh ? `总猜「${most}」为 ${three(value)}` : `always "${most}": ${three(value)}`);
  const lines: string[][] = [
    [
      zh ? "参评条数" : "rows",
      exact(rows),
      depth && depth > 1 ? (zh ? `比到第 ${depth} 级` : `compared to level ${depth}`) : "",
    ],
    [zh ? "准确率" : "accuracy", three(accuracy), beside(majority.accuracy)],
    [zh ? "宏平均 F1" : "macro-F1", three(macroF1), beside(majority.macroF1)],
  ];
  if (weightedKappa !== undefined) lines.push([zh ? "加权 kappa" : "weighted kappa", three(weightedKappa), ""]);
  if (calibration) {
    const scale = zh ? "得分 −1…1 的尺度" : "on the scale of scores, -1 to 1";
    lines.push([
      zh ? "期望校准误差" : "calibration error",
      three(calibration.error),
      calibration.of === "score" ? scale : "",
    ]);
  }
  if (abstained) {
    const others = abstained.accuracyOfOthers === null ? "" : three(abstained.accuracyOfOthers);
    lines.push([
      zh ? "低于把握线（仅供参考）" : "below the threshold",
      exact(abstained.rows),
      others &&
        (zh
          ? `占 ${percent(abstained.rows / rows)}，其余准确率 ${others}`
          : `${percent(abstained.rows / rows)}; accuracy of the others ${others}`),
    ]);
  }
  lines.push([
    zh ? "近似重复" : "near-duplicates",
    exact(repeats.rows),
    zh
      ? `占 ${percent(repeats.rows / rows)}，其中标签不同 ${exact(repeats.otherLabel)}`
      : `${percent(repeats.rows / rows)}; ${exact(repeats.otherLabel)} with another label`,
  ]);
  if (degraded > 0)
    lines.push([
      zh ? "降级" : "degraded",
      exact(degraded),
      zh ? "模型不可用，由后备方法判断" : "answered by a fallback",
    ]);
  const columns = [{ title: "" }, { title: "", align: "right" as const }, { title: "", flexible: true }];
  return table(columns, lines, { style, total: width, indent: INDENT, header: false });
}

function classTable({ task, classes }: Evaluation, { language, style, width }: Look): string {
  const zh = language === "zh";
  const columns = [
    { title: zh ? "类别" : "class", flexible: true },
    ...(zh ? ["标签数", "判为", "精确率", "召回率", "F1"] : ["labels", "answers", "precision", "recall", "F1"]).map(
      (title) => ({
        title,
        align: "right" as const,
      }),
    ),
  ];
  const rows = classes
    .slice(0, MOST_CLASSES)
    .map(({ label, n, said, precision, recall, f1 }) => [
      classWord(task, label, language),
      exact(n),
      exact(said),
      three(precision),
      three(recall),
      three(f1),
    ]);
  const left = classes.length - rows.length;
  const more =
    left > 0 ? `\n${" ".repeat(INDENT)}${zh ? `…… 另有 ${left} 类，见 --json` : `… ${left} more: see --json`}` : "";
  return table(columns, rows, { style, total: width, indent: INDENT }) + more;
}

function calibrationTitle(of: "confidence" | "score", zh: boolean): string {
  if (of === "confidence") return zh ? "可靠性（置信度与实际正确率）" : "Reliability (confidence and share right)";
  return zh
    ? "可靠性（得分与标签均值，负面 −1、正面 1）"
    : "Reliability (score and mean label, negative -1, positive 1)";
}

function calibrationTable({ bins }: Calibration, { language, style, width }: Look): string {
  const titles =
    language === "zh" ? ["区间", "条数", "声称", "实际", "相差"] : ["bin", "rows", "claimed", "actual", "difference"];
  const columns = titles.map((title) => ({ title, align: "right" as const }));
  const signed = (value: number) => (value > 0 ? "+" : "") + three(value);
  const rows = bins.map(({ from, to, n, claimed, actual }) => [
    `${from.toFixed(1)}…${to.toFixed(1)}`,
    exact(n),
    three(claimed),
    three(actual),
    signed(actual - claimed),
  ]);
  return table(columns, rows, { style, total: width, indent: INDENT });
}
