import type { Command } from "commander";
import { makeCommand } from "../command.js";
import { knownIssue } from "../issues/known-issue.js";
import { withIssues } from "../issues/with-issues.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";

/** `minyi issues show ID`: one issue in full. */
export function showIssueCommand(session: Session): Command {
  return makeCommand<{ limit: number; json?: boolean }>(session, {
    name: "show",
    arguments: [{ name: "<id>", help: { zh: "问题编号", en: "id of the issue" } }],
    summary: {
      zh: "看一个问题：热度构成、原话、来件、经过",
      en: "one issue: parts of its heat, sentences, messages, history",
    },
    options: [
      {
        flags: "--limit <n>",
        help: { zh: "最多列出几件来件（最新的）", en: "most messages listed, newest first" },
        parse: wholeNumber("--limit", 1, 100_000),
        default: 20,
      },
      { flags: "--json", help: { zh: "输出 JSON，含全部来件", en: "print JSON, with all messages" } },
    ],
    examples: [
      { line: "minyi issues show Q7f3k2", shows: { zh: "编号见 minyi issues", en: "minyi issues has the ids" } },
    ],
    async run(shell, { limit, json }, [id = ""]) {
      const { issueOfState, measuredAt } = await import("../../pipelines/issues/of-state.js");
      await withIssues(shell, async (state, store) => {
        const listed = await issueOfState(knownIssue(state, id), state, store);
        const events = state.issues.history(id);
        if (json) {
          const { issueDetailJson } = await import("../present/issue-json.js");
          return shell.json(issueDetailJson(listed, events));
        }
        const { issueDetail } = await import("../present/issue-detail.js");
        const { language, style, width } = shell;
        const now = measuredAt(state, shell.clock);
        shell.out(issueDetail(listed, events, { language, style, width, zone: shell.zone(), now, limit }));
      });
    },
  });
}
