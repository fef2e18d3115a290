import type { MaskedItem } from "../../core/masked-item.js";
import type { Check } from "./check.js";

const MESSAGE: MaskedItem = {
  id: "doctor",
  source: "doctor",
  channel: "hotline",
  kind: "official",
  title: "工地夜间施工",
  text: "小区旁边的工地半夜还在施工，噪音扰民，请尽快处理。",
  createdAt: "2024-03-04T03:25:10Z",
};

/**
 * One sentence through every analyzer: the only test that finds a segmenter whose native part is missing (it can be
 * imported and fails at the first cut), a model or a dictionary that is not there, and a mistake in the office's own.
 */
export const analysisCheck: Check = {
  id: "analysis",
  title: { zh: "分词和分析", en: "Segmentation and analysis" },
  async run({ config }) {
    const { openPlan } = await import("../../pipelines/analyse/analyzers.js");
    const opened = openPlan(config);
    const { engine } = opened;
    const { results } = await opened.plan.analyse([MESSAGE]).finally(() => opened.close());
    const warnings = [...opened.warnings, ...opened.lateWarnings()];
    const result = results[0];
    if (!result || "error" in result) {
      return [
        {
          level: "fail",
          text: {
            zh: `分析一句话时出错：${result?.error ?? ""}`,
            en: `a sentence cannot be analysed: ${result?.error ?? ""}`,
          },
        },
      ];
    }
    const { tokens, topic } = result.analysis;
    return [
      {
        level: "ok",
        text: {
          zh: `${engine}：${tokens.slice(0, 4).join(" ")} … → ${topic.path[0]}`,
          en: `${engine}: ${tokens.slice(0, 4).join(" ")} … → ${topic.path[0]}`,
        },
      },
      ...warnings.map((text) => ({ level: "warn" as const, text })),
    ];
  },
};
