import type { Step } from "./step.js";

/** What keeps the state file fast and small, and finds damage while there is still a backup from before it. */
export const housekeeping: Step = {
  name: "housekeeping",
  jobs: ["weekly"],
  async run({ context: { state } }) {
    return { "log bytes freed": state.tidy() };
  },
};
