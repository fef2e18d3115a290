import { contentOf } from "../../analyzers/content.js";
import { readCsv } from "../../scripts/sentiment/corpora.js";
import { randomFrom } from "../random.js";

const FILES = ["messages", "messages_with_reply", "messages_unlabelled"];

/** Citizens' messages of the development data, drawn at random with a fixed seed. */
export function drawMessages(dataFolder: string, count: number): string[] {
  const all = FILES.flatMap((file) => readCsv(dataFolder, file)).map(({ title, text = "" }) => contentOf(title, text));
  const random = randomFrom(20261125);
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, count);
}
