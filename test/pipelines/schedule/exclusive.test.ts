import { expect, test } from "vitest";
import { Exclusive } from "../../../pipelines/schedule/exclusive.js";

test("one at a time, in the order of asking, whatever fails", async () => {
  const exclusive = new Exclusive();
  const log: string[] = [];
  const work = (name: string, fail = false) =>
    exclusive.run(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (fail) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work("a"), work("b", true), work("c")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});
