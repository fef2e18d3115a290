import { writeSummaries } from "../issues/written-summary.js";
import type { Step } from "./step.js";

/** Has hot issues summed up by the endpoint of `issues.summary` (docs/issues.md). */
export const summaries: Step = {
  name: "summaries",
  jobs: ["nightly", "weekly"],
  async run({ context, options: { signal, onWarning } }) {
    return { ...(await writeSummaries(context, { ...(signal && { signal }), ...(onWarning && { onWarning }) })) };
  },
};
