import type { Localized } from "../../core/localized.js";
import type { Dictionary } from "./dictionary.js";
import { openNodeRs } from "./node-rs.js";
import { openNodejieba } from "./nodejieba.js";
import type { Segmenter } from "./segmenter.js";

export type SegmentEngine = "nodejieba" | "node-rs";

const engines: Record<SegmentEngine, (dictionary: Dictionary) => Segmenter> = {
  nodejieba: openNodejieba,
  "node-rs": openNodeRs,
};

/**
 * Opens the engine asked for. Where nodejieba cannot cut (it is an optional part that has to be compiled), the second
 * engine takes over and a warning says so.
 */
export function openSegmenter(
  engine: SegmentEngine,
  dictionary: Dictionary,
): { segmenter: Segmenter; warning?: Localized } {
  try {
    return { segmenter: engines[engine](dictionary) };
  } catch (error) {
    if (engine === "node-rs") throw error;
    return {
      segmenter: engines["node-rs"](dictionary),
      warning: {
        zh: "分词引擎 nodejieba 不可用，已改用 @node-rs/jieba（约千分之五的词切分不同）。安装编译器后运行 npm rebuild nodejieba 可恢复。",
        en: "Segmenter nodejieba is not usable; @node-rs/jieba took over (about 0.5 % of words are cut differently). Install a compiler and run npm rebuild nodejieba to get it back.",
      },
    };
  }
}
