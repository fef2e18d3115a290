import type { Issue } from "../../core/issue.js";
import type { IssueMessage } from "../../pipelines/issues/issue-message.js";
import type { ListedIssue } from "../../pipelines/issues/listed-issue.js";

/** An issue as state keeps it; every text here is invented. */
export function issue(given: Partial<Issue> & Pick<Issue, "id">): Issue {
  return {
    title: "鹤鸣雅居搅拌站夜间噪声",
    place: "鹤鸣雅居",
    keywords: ["搅拌站", "扬尘", "半夜"],
    summary: [{ text: "搅拌站每天半夜两点还在开工，窗户都不敢开。", documentId: "d1" }],
    topic: ["环境保护", "噪声污染"],
    district: "鹤塘区",
    places: ["鹤塘路"],
    representatives: ["d1"],
    status: "growing",
    renamed: false,
    pinned: false,
    dismissed: false,
    stats: {
      from: "2026-09-14T01:00:00.000Z",
      to: "2026-11-08T01:02:03.000Z",
      count: 32,
      citizens: 27,
      days: [
        { day: "2026-09-14", n: 23, citizens: 20 },
        { day: "2026-11-08", n: 9, citizens: 7 },
      ],
      negative: 30,
      severity: [0, 28, 4, 0],
      likes: 120,
      dislikes: 3,
      echoes: 5,
      mostByOne: 4,
    },
    heat: 63.4,
    heatParts: {
      volume: 16,
      citizens: 14.5,
      growth: 9.9,
      duration: 6,
      severity: 4,
      negativity: 5,
      support: 3,
      recency: 5,
    },
    flags: ["several"],
    recurs: [],
    ...given,
  };
}

export function message(externalId: string, at: string, text: string, given: Partial<IssueMessage> = {}): IssueMessage {
  return { id: `d${externalId}`, externalId, at: Date.parse(at), text, ...given };
}

export const NOISE: ListedIssue = {
  issue: issue({ id: "q1" }),
  messages: [
    message("1", "2026-09-14T01:00:00Z", "搅拌站每天半夜两点还在开工，窗户都不敢开。", { title: "搅拌站噪声" }),
    message("2", "2026-09-15T01:00:00Z", "搅拌站每天半夜两点还在开工，窗户都不敢开！", { duplicateOf: "d1" }),
    message("3", "2026-11-08T01:02:03Z", "搅拌站的灰落得阳台上到处都是。"),
  ],
  degraded: false,
};
