import { benchPython } from "../../python.js";
import type { Contestant, Example } from "../task.js";
import { pythonLines } from "./python.js";

interface Opinion {
  /** Probability of "positive". */
  positive: number;
  /** Whether SnowNLP's own model was trained on this text. */
  seen: boolean;
}

function opinionsOf(rows: readonly Example[]): Opinion[] {
  const input = rows.map(({ title = "", text }) => `${JSON.stringify(`${title} ${text}`.trim())}\n`).join("");
  return pythonLines(benchPython("python"), "snownlp_sentiment.py", input, rows.length).map((line) => {
    const [probability, seen] = line.split("\t");
    return { positive: Number(probability), seen: seen === "1" };
  });
}

/** SnowNLP, for sentiment only. It knows no neutral: a message that it does not call negative counts as neutral. */
export class SnowNlp implements Contestant {
  readonly id = "snownlp";
  readonly name = { zh: "SnowNLP", en: "SnowNLP" };
  /** Per task: share of the test rows that it was trained on. */
  readonly seen = new Map<string, number>();

  async guess({ id, question, test }: Parameters<Contestant["guess"]>[0]) {
    if (question !== "sign" && question !== "sentiment") return undefined;
    const opinions = opinionsOf(test);
    this.seen.set(id, opinions.filter(({ seen }) => seen).length / opinions.length);
    const otherwise = question === "sign" ? "positive" : "neutral";
    return opinions.map(({ positive }) => ({
      label: positive > 0.5 ? otherwise : "negative",
      score: 2 * positive - 1,
    }));
  }
}
