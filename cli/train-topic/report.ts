import { LEAST_ROWS } from "../../analyzers/office-topic/classes.js";
import type { Localized } from "../../core/localized.js";
import type { Look } from "../evaluate/look.js";
import { three } from "../evaluate/report.js";
import { exact } from "../present/numbers.js";
import { table } from "../present/table.js";
import type { TrainedTopic } from "./train-topic.js";

const MOST_CLASSES = 40;

/** What was trained and what it comes to, as people read it. */
export function trainReport(trained: TrainedTopic, { language, style, width }: Look): string {
  const zh = language === "zh";
  const { measured, classes, rows, seconds, out, factors, bytes } = trained;
  const { majority } = measured;
  const figures: string[][] = [
    [zh ? "训练条数" : "rows", exact(rows), zh ? `${classes} 类` : `${classes} classes`],
    [
      zh ? "预留检验" : "kept apart",
      exact(measured.rows),
      zh ? "每五条留一条，近似重复的都在同一边" : "every fifth; near-duplicates on one side",
    ],
    [
      zh ? "宏平均 F1" : "macro-F1",
      three(measured.macroF1),
      zh
        ? `总猜「${majority.label}」为 ${three(majority.macroF1)}`
        : `always "${majority.label}": ${three(majority.macroF1)}`,
    ],
    [zh ? "其中一级" : "first level", three(measured.firstLevelMacroF1), ""],
    [zh ? "准确率" : "accuracy", three(measured.accuracy), three(majority.accuracy)],
    [
      zh ? "只用字词" : "n-grams alone",
      three(measured.ngramsMacroF1),
      zh ? "编码模型不可用时（降级）" : "without the encoder (degraded)",
    ],
    [
      zh ? "校准误差" : "calibration error",
      three(measured.calibration.error),
      zh
        ? `温度：字词 ${three(1 / factors.ngrams)}${factors.encoded > 0 ? `，编码 ${three(1 / factors.encoded)}` : ""}`
        : `temperature: n-grams ${three(1 / factors.ngrams)}${factors.encoded > 0 ? `, encoder ${three(1 / factors.encoded)}` : ""}`,
    ],
    [
      zh ? "用时" : "seconds",
      seconds.train.toFixed(1),
      zh ? `另编码 ${seconds.encode.toFixed(1)} 秒` : `and ${seconds.encode.toFixed(1)} for the encoder`,
    ],
  ];
  const columns = [
    { title: zh ? "类别" : "class", flexible: true },
    ...(zh ? ["检验条数", "精确率", "召回率", "F1"] : ["kept rows", "precision", "recall", "F1"]).map((title) => ({
      title,
      align: "right" as const,
    })),
  ];
  const lines = measured.classes
    .slice(0, MOST_CLASSES)
    .map(({ label, n, precision, recall, f1 }) => [label, exact(n), three(precision), three(recall), three(f1)]);
  const plain = [{ title: "" }, { title: "", align: "right" as const }, { title: "", flexible: true }];
  const written: Localized = {
    zh: `已写入 ${out}（${exact(bytes)} 字节）。在 minyi.yaml 里写 topic: { model: ${out} } 即可使用。`,
    en: `Written to ${out} (${exact(bytes)} bytes). Use it with topic: { model: ${out} } in minyi.yaml.`,
  };
  return [
    table(plain, figures, { style, total: width, indent: 2, header: false }),
    table(columns, lines, { style, total: width, indent: 2 }),
    written[language],
  ].join("\n\n");
}

/** What became of topics with too few rows. */
export function rareWords({ merged, left }: Pick<TrainedTopic, "merged" | "left">): Localized[] {
  const list = (topics: TrainedTopic["merged"]) =>
    topics
      .slice(0, 12)
      .map(({ path, rows }) => `${path.join("/")} (${rows})`)
      .join("、") + (topics.length > 12 ? ` … ${topics.length}` : "");
  const told: Localized[] = [];
  if (merged.length > 0) {
    told.push({
      zh: `不足 ${LEAST_ROWS} 条、并入上一级的：${list(merged)}`,
      en: `with fewer than ${LEAST_ROWS} rows, counted to the level above: ${list(merged)}`,
    });
  }
  if (left.length > 0) {
    told.push({
      zh: `不足 ${LEAST_ROWS} 条、没有学的：${list(left)}`,
      en: `with fewer than ${LEAST_ROWS} rows, left out: ${list(left)}`,
    });
  }
  return told;
}
