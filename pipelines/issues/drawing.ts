import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";
import { readBackground } from "./background.js";
import type { PortraitContext } from "./portrait.js";

/** What portraits are drawn with at this moment. Heat is measured at the newest message: where a feed stands still, nothing cools down. */
export async function drawingWith({
  config,
  state,
  store,
  clock,
}: Pick<PipelineContext, "config" | "state" | "store" | "clock">): Promise<PortraitContext> {
  return {
    background: await readBackground(store),
    config,
    zone: new Zone(config.timezone),
    now: Math.min(clock.now(), state.matters.latest() ?? clock.now()),
  };
}
