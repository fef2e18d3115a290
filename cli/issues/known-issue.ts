import { UsageError } from "../../core/errors.js";
import type { Issue } from "../../core/issue.js";
import type { State } from "../../state/state.js";

/** The issue of an id. @throws UsageError when there is none */
export function knownIssue(state: Pick<State, "issues">, id: string): Issue {
  const issue = state.issues.get(id);
  if (issue !== undefined) return issue;
  throw new UsageError(
    { zh: `没有编号为 ${id} 的热点问题`, en: `There is no hot issue ${id}` },
    {
      fix: {
        zh: "运行 minyi issues 查看编号（表格最后一列）；minyi issues 文件 给出的编号只是该文件中的排名。",
        en: "minyi issues shows the ids, in the last column; those that it gives for a FILE are only ranks in that file.",
      },
    },
  );
}
