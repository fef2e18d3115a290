import { readFileSync } from "node:fs";
import { shipped } from "../core/paths.js";

/** Words too common to tell anything: config/dictionary/stop-words.txt, several a line, `#` starts a comment. */
export function loadStopWords(): Set<string> {
  const text = readFileSync(shipped("config", "dictionary", "stop-words.txt"), "utf8");
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  return new Set(lines.join(" ").split(/\s+/).filter(Boolean));
}
