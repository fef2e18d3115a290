import type { Outputs } from "./session.js";

const [marker, harm] = (process.env.MINYI_ENCODER_POISON ?? "").split(":");

/**
 * Lets a test make one text deadly to the encoder's process: `MINYI_ENCODER_POISON=marker:exit` (or `hang`, `throw`, `nan`,
 * `short`) harms it when a batch holds the marker. Does nothing otherwise.
 */
export function poisoned(texts: readonly string[], outputs: Outputs): Outputs {
  if (!marker || !texts.some((text) => text.includes(marker))) return outputs;
  if (harm === "hang") for (;;);
  if (harm === "throw") throw new Error("poisoned");
  if (harm === "nan") return { ...outputs, topic: (outputs.topic as Float32Array).map(() => Number.NaN) };
  if (harm === "short") return { ...outputs, embedding: new Float32Array(1) };
  process.kill(process.pid, "SIGKILL");
  return outputs;
}
