import type { Issue } from "../../core/issue.js";
import { heatOf } from "../../trends/issues/heat/heat.js";
import { recursOf } from "../../trends/issues/heat/recurs.js";
import { statusOf } from "../../trends/issues/heat/status.js";
import type { PipelineContext } from "../context.js";
import type { PortraitContext } from "./portrait.js";
import { drawPortraits } from "./voices.js";

/**
 * Describes anew the issues that corrections or retention have changed, and lets the others cool down: heat and status
 * change with time alone.
 * @returns how many were closed
 */
export async function refreshIssues(
  context: Pick<PipelineContext, "config" | "state" | "store" | "fence">,
  drawing: PortraitContext,
  signal?: AbortSignal,
): Promise<number> {
  const { state, config } = context;
  const stale = state.issues.stale().map((id) => ({
    id,
    messages: state.issues.members(id).map(({ documentId }) => documentId),
    ...formerOf(state.issues.get(id)),
  }));
  const described = await drawPortraits(stale, context, drawing, signal);
  await context.fence?.confirm();
  return state.transaction(() => {
    state.issues.save(described);
    const all = state.issues.list({ includeDismissed: true });
    const closedBefore = all.filter(({ status }) => status === "closed");
    let closed = 0;
    for (const issue of all) {
      if (issue.status === "closed") continue;
      const { heat, parts } = heatOf(issue.stats, config.issues.weights, drawing.now, drawing.zone);
      const status = statusOf(issue.stats, drawing.now, drawing.zone, config.issues, issue.status);
      const recurs = recursOf(issue, closedBefore);
      const same = heat === issue.heat && status === issue.status && recurs.join() === issue.recurs.join();
      if (same) continue;
      state.issues.save([{ ...issue, heat, heatParts: parts, status, recurs }]);
      if (status !== "closed") continue;
      state.issues.record({ issueId: issue.id, kind: "closed", by: "machine" });
      closed++;
    }
    return closed;
  });
}

function formerOf(issue: Issue | undefined): { former?: Issue } {
  return issue === undefined ? {} : { former: issue };
}
