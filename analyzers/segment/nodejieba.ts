import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dictionary, formatDictionary } from "./dictionary.js";
import type { Segmenter } from "./segmenter.js";

interface Nodejieba {
  DEFAULT_DICT: string;
  load(files: { userDict: string; idfDict: string; stopWordDict: string }): boolean;
  cut(text: string, hmm: boolean): string[];
}

const require = createRequire(import.meta.url);

/**
 * Opens nodejieba (cppjieba). One instance per thread, about 245 MB: its keyword extractor's own tables, which we do not
 * use, are replaced by one-line files.
 * @throws when the native part is missing: it can be imported without it and fails only at the first cut.
 */
export function openNodejieba(dictionary: Dictionary): Segmenter {
  const engine = require("nodejieba") as Nodejieba;
  const { version } = require("nodejieba/package.json") as { version: string };
  const folder = mkdtempSync(join(tmpdir(), "minyi-"));
  try {
    const file = (name: string, content: string) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    engine.load({
      userDict: file("words", formatDictionary(dictionary.entries)),
      idfDict: file("idf", "的 1.0\n"),
      stopWordDict: file("stop", "的\n"),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (engine.cut("小区噪音", false).join("/") !== "小区/噪音") throw new Error("nodejieba does not cut");
  return {
    id: `nodejieba@${version}`,
    cut: (text) => engine.cut(text, false),
    dictionaryPath: engine.DEFAULT_DICT,
  };
}
