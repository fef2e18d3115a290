// Learns how telling each word is from the development messages and writes config/dictionary/idf.txt: word statistics
// only, no text. Usage: node --import tsx scripts/keywords/train-idf.ts [data folder]
import { cleanText } from "../../analyzers/clean.js";
import { canBeKeyword, isToken } from "../../analyzers/keywords.js";
import { writeFileAtomic } from "../../core/atomic-file.js";
import { shipped } from "../../core/paths.js";
import { trainingMessages } from "../sentiment/corpora.js";
import { wordsOf } from "../sentiment/words.js";

const folder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
/** Words in fewer messages than this share the value of unseen words. */
const MIN_MESSAGES = 25;
/** Codes of anonymised places (A市, A3区) and masked parts say nothing about words. */
const CODE = /^[A-Z]\d*$|\d|\*/;

const messages = new Map<string, number>();
const seen = new Set<string>();
let total = 0;
for (const { title, text } of trainingMessages(folder)) {
  const content = `${cleanText(title).text}\n${cleanText(text).text}`;
  if (seen.has(content)) continue;
  seen.add(content);
  total++;
  for (const word of new Set((await wordsOf(content)).filter(isToken).map((w) => w.text))) {
    if (canBeKeyword(word) && !CODE.test(word)) messages.set(word, (messages.get(word) ?? 0) + 1);
  }
}

const idf = (count: number) => Math.round(10 * Math.log((total + 1) / (count + 0.5)));
const kept = [...messages].filter(([, count]) => count >= MIN_MESSAGES);
kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const lines = [
  "# Inverse document frequency of words in citizens' messages, in tenths of a natural logarithm (词的逆文档频率).",
  `# Learned by scripts/keywords/train-idf.ts from ${total} public messages; word statistics only. Licence: Apache-2.0.`,
  `# Words in fewer than ${MIN_MESSAGES} messages have the value of the line that begins with *.`,
  `* ${idf(MIN_MESSAGES / 2)}`,
  ...kept.map(([word, count]) => `${word} ${idf(count)}`),
];
writeFileAtomic(shipped("config", "dictionary", "idf.txt"), `${lines.join("\n")}\n`);
process.stdout.write(`${kept.length} words from ${total} messages\n`);
