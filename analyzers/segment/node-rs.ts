import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Jieba } from "@node-rs/jieba";
import { type Dictionary, formatDictionary } from "./dictionary.js";
import type { Segmenter } from "./segmenter.js";

const require = createRequire(import.meta.url);

/** Opens @node-rs/jieba (jieba-rs): prebuilt, a third of the memory; the engine for hosts where nothing can be compiled. */
export function openNodeRs(dictionary: Dictionary): Segmenter {
  const { version } = require("@node-rs/jieba/package.json") as { version: string };
  const dictionaryPath = require.resolve("@node-rs/jieba/dict.txt");
  const engine = Jieba.withDict(readFileSync(dictionaryPath));
  if (dictionary.entries.length > 0) engine.loadDict(Buffer.from(formatDictionary(dictionary.entries)));
  return { id: `node-rs@${version}`, cut: (text) => engine.cut(text, false), dictionaryPath };
}
