import type { Keyword, Severity } from "../rules/condition.js";
import type { Finding } from "./finding.js";
import type { Groups } from "./groups.js";
import type { Look } from "./look.js";

function quoted(words: readonly string[]): { zh: string; en: string } {
  return { zh: words.map((word) => `「${word}」`).join(""), en: words.map((word) => `"${word}"`).join(" or ") };
}

/** A finding about messages of which so many are enough: more cannot undo it, so a window need not be over. */
function enough(n: number, least: number, look: Look, words: Finding["words"]): Finding {
  const observations = [{ measure: "messages" as const, value: n, n, limit: least }];
  if (n >= least) return { holds: true, observations, words };
  if (!look.complete) return { holds: undefined, observations, words: look.notIn };
  return { holds: false, observations, words };
}

/**
 * So many messages in which one of the words stands.
 * @param byWord per word the messages in which it stands
 * @param exactly messages with any of the words, where one message may hold several of them and somebody has looked
 */
export function judgeKeyword(
  condition: Keyword,
  byWord: readonly Groups[],
  key: string,
  look: Look,
  exactly: number | undefined,
): Finding {
  const { from, to } = look.window;
  const counts = byWord.map((groups) => groups.sum(key, "n", from, to));
  const found = condition.any.filter((_, index) => (counts[index] as number) > 0);
  const n = exactly ?? Math.max(0, ...counts);
  const atLeast = exactly === undefined && found.length > 1;
  const finding = enough(n, condition.least, look, () => {
    const words = quoted(found.length > 0 ? found : condition.any);
    return {
      zh: `${atLeast ? "至少有" : "有"} ${n} 件提到${words.zh}`,
      en: `${atLeast ? "at least " : ""}${n} message${n === 1 ? "" : "s"} with ${words.en}`,
    };
  });
  return { ...finding, matched: found };
}

/** A single message that is grave enough. @param groups messages of that severity */
export function judgeSeverity(condition: Severity, groups: Groups, key: string, look: Look): Finding {
  const n = groups.sum(key, "n", look.window.from, look.window.to);
  const level = condition.atLeast === 3 ? "3 级" : `${condition.atLeast} 级及以上`;
  const grade = condition.atLeast === 3 ? "severity 3" : `severity ${condition.atLeast} or graver`;
  return enough(n, 1, look, () => ({
    zh: `收到严重程度 ${level}的消息 ${n} 件`,
    en: `${n} message${n === 1 ? "" : "s"} of ${grade}`,
  }));
}
