import type { AlertChannel } from "../../core/alert.js";
import { alertText } from "../render/alert-text.js";
import { plainText } from "../render/plain.js";
import type { Surroundings } from "./surroundings.js";

/** Writes alerts on the screen; on standard error, since standard output is for data. */
export function consoleChannel({ name }: { name: string }, around: Surroundings): AlertChannel {
  const write = around.write ?? ((text: string) => void process.stderr.write(text));
  return {
    name,
    type: "console",
    async send(notification) {
      write(`${plainText(alertText(notification, around.zone))}\n`);
      return { outcome: "delivered", answer: "written" };
    },
  };
}
