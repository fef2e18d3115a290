import type { Step } from "./step.js";

const DAY = 86_400_000;

/** Author keys and rejected records are kept only as long as the configuration allows. */
export const retention: Step = {
  name: "retention",
  jobs: ["nightly", "retention"],
  async run({ context: { config, state, clock } }) {
    const before = (days: number) => clock.now() - days * DAY;
    const authorKeys = state.authorKeys.expire(before(config.retention.authorKey));
    const rejects = state.rejects.expire(before(config.retention.rejects));
    return { authorKeys, rejects };
  },
};
