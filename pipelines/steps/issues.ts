import type { Localized } from "../../core/localized.js";
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
    const newest = state.matters.latest() ?? Number.NEGATIVE_INFINITY;
    const since = newest - config.issues.memory * DAY;
    const forgotten = state.matters.expire(since);
    const unseen = state.matters.withoutPrint(since);
    if (unseen > 0) options.onWarning?.(withoutPrint(unseen));
    return { ...update, forgotten };
  },
};

function withoutPrint(n: number): Localized {
  return {
    zh: `有 ${n} 件来件未参与热点归并：入库时还没有归并特征，或特征由另一版本生成。运行一次 minyi reanalyze 补上。`,
    en: `${n} messages were not looked at for hot issues: what they are found by is missing, or was made by another version. Run minyi reanalyze once to make it.`,
  };
}
