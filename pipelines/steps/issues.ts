import { updateIssues } from "../issues/update.js";
import type { Step } from "./step.js";

/** More messages than this are not looked at all at once: their prints would not fit into memory. */
const MOST_AT_ONCE = 300_000;

/** Finds what the messages are about (docs/issues.md); once a week all are looked at again. */
export const issues: Step = {
  name: "issues",
  jobs: ["nightly", "weekly"],
  async run({ context, options }) {
    const rebuild = options.job === "weekly" && context.state.matters.count() <= MOST_AT_ONCE;
    const update = await updateIssues(context, { rebuild, ...(options.signal && { signal: options.signal }) });
    return { ...update };
  },
};
