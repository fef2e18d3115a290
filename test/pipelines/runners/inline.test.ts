import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { runnerContract } from "../../contract/runner.js";

runnerContract("inline", async (config) => {
  const runner = new InlineRunner(config);
  return { runner, close: () => runner.close() };
});
