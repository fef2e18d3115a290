import { updateIssues } from "../issues/update.js";
import type { Step } from "./step.js";

const DAY = 86_400_000;
/** More messages than this are not looked at all at once: their prints would not fit into memory. */
const MOST_AT_ONCE = 300_000;

/** Finds what the messages are about (docs/issues.md); once a week all are looked at again. */
export const issues: Step = {
  name: "issues",
  jobs: ["nightly", "weekly"],
  async run({ context, options }) {
    const { state, config } = context;
    const rebuild = options.job === "weekly" && state.matters.count() <= MOST_AT_ONCE;
    const update = await updateIssues(context, { rebuild, ...(options.signal && { signal: options.signal }) });
    // Counted from the newest message: a file of old messages is not forgotten the next night.
    const newest = state.matters.latest();
    const forgotten = newest === undefined ? 0 : state.matters.expire(newest - config.issues.memory * DAY);
    return { ...update, forgotten };
  },
};
