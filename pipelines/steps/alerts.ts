import { MinyiError } from "../../core/errors.js";
import { deliverAlerts } from "../alerts/deliver.js";
import { judgeAlerts } from "../alerts/judge.js";
import { type Step, StepFailed } from "./step.js";

/** Judges the rules by what has come in, and sends what is to be told (docs/alerts.md). */
export const alerts: Step = {
  name: "alerts",
  jobs: ["nightly", "collect"],
  async run({ context, options }) {
    try {
      const judged = await judgeAlerts(context);
      if (context.sendsAlerts) return { ...judged };
      return { ...judged, ...(await deliverAlerts(context, options.signal ?? new AbortController().signal)) };
    } catch (error) {
      // A rule with a slip in it keeps nobody from the rest of the night.
      if (error instanceof MinyiError) throw new StepFailed(error);
      throw error;
    }
  },
};
