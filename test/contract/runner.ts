import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { configSchema, type MinyiConfig } from "../../config/schema.js";
import { type Runner, TaskError } from "../../core/runner.js";
import { type AnalysedItems, analyse } from "../../pipelines/analyse/analyse.js";
import type { AnalysedChunk } from "../../pipelines/analyse/plan.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { LEXICAL } from "../helpers/lexical.js";
import { messages } from "../pipelines/runners/messages.js";

/** A runner with everything it needs to work. */
export interface OpenedRunner {
  runner: Runner;
  close(): Promise<void>;
}

/** What every runner must do; the inline one is the measure. */
export function runnerContract(name: string, open: (config: MinyiConfig) => Promise<OpenedRunner>): void {
  const config = (queue: object = {}) =>
    configSchema.parse({ ...LEXICAL, queue: { workers: 1, taskTimeout: 20, ...queue } });

  describe(`runner contract: ${name}`, () => {
    describe("at work", () => {
      let opened: OpenedRunner;
      beforeAll(async () => {
        opened = await open(config());
      });
      afterAll(() => opened.close());

      test("results are those of one thread, byte for byte, whatever the chunks", async () => {
        const items = messages(60);
        const inline = new InlineRunner(config());
        const strip = (json: string) => JSON.stringify((JSON.parse(json) as AnalysedChunk).results);
        const task = (from: number, to: number) => ({
          name: "analyse",
          payload: JSON.stringify(items.slice(from, to)),
        });
        try {
          const expected = strip(await inline.run<string, string>(task(0, 60)));
          expect(strip(await opened.runner.run<string, string>(task(0, 60)))).toBe(expected);
          const parts = await Promise.all(
            [0, 20, 40].map((from) => opened.runner.run<string, string>(task(from, from + 20))),
          );
          const together = parts.flatMap((part) => (JSON.parse(part) as AnalysedChunk).results);
          expect(JSON.stringify(together)).toBe(expected);
        } finally {
          await inline.close();
        }
      });

      test("many tasks at once come back each to its own caller", async () => {
        const chunks = Array.from({ length: 30 }, (_, i) => messages(i + 1));
        const results = await Promise.all(chunks.map((chunk) => analyse(opened.runner, chunk)));
        expect(results.map((r) => r.results.length)).toEqual(chunks.map((chunk) => chunk.length));
        expect(results.every(({ tries, poisoned }) => tries === 1 && poisoned === 0)).toBe(true);
      });

      test("tells what it analyses with", async () => {
        const description = await opened.runner.run<null, { versions: object; engine: string }>({
          name: "describe",
          payload: null,
        });
        expect(description.engine).toMatch(/^(nodejieba|node-rs)@\d/);
        expect(Object.keys(description.versions)).toContain("segment");
      });

      test("work that throws is a TaskError that says how often it was tried", async () => {
        const failing = opened.runner.run({ name: "analyse", payload: "no JSON" });
        await expect(failing).rejects.toMatchObject({ name: "TaskError", how: "threw", attempts: 3 });
        const once = opened.runner.run({ name: "analyse", payload: "no JSON", tries: 1 });
        await expect(once).rejects.toMatchObject({ how: "threw", attempts: 1 });
        expect((await analyse(opened.runner, messages(3))).results).toHaveLength(3);
      });
    });

    describe("R41: poison messages", () => {
      afterEach(() => vi.unstubAllEnvs());

      test.each([
        ["throw", [137]],
        ["exit", [0, 250, 499]],
        ["hang", [499]],
      ] as const)(
        "that make the analysis %s, at %j of 500, are found, the others analysed, all in order",
        async (harm, places) => {
          vi.stubEnv("MINYI_POISON", `毒丸:${harm}`);
          // Threads die here by the dozen: with an engine that loads quickly.
          const opened = await open({
            ...config({ taskTimeout: 1 }),
            segment: { engine: "node-rs", dictionaries: [] },
          });
          try {
            const items = messages(500, places);
            const [poisoned, healthy]: [AnalysedItems, AnalysedItems] = await Promise.all([
              analyse(opened.runner, items),
              analyse(opened.runner, messages(50)),
            ]);
            const failed = poisoned.results.flatMap((result, i) => ("error" in result ? [i] : []));
            expect(failed).toEqual(places);
            expect(poisoned.poisoned).toBe(places.length);
            expect(poisoned.results).toHaveLength(500);
            const reason = { throw: "分析程序出错（poisoned）", exit: "分析进程崩溃", hang: "分析没有尽头" }[harm];
            const [first] = poisoned.results.filter((result) => "error" in result);
            expect(first).toMatchObject({ error: { zh: expect.stringContaining(reason as string) } });
            expect(healthy.results.every((result) => "analysis" in result)).toBe(true);
          } finally {
            await opened.close();
          }
        },
        180_000,
      );
    });

    test("closed in the middle of work it ends at once, and what was under way fails without a TaskError", async () => {
      const opened = await open(config());
      const work = Promise.allSettled(Array.from({ length: 8 }, () => analyse(opened.runner, messages(500))));
      const started = performance.now();
      await opened.close();
      expect(performance.now() - started).toBeLessThan(8_000);
      const reasons = (await work).flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.some((reason) => reason instanceof TaskError)).toBe(false);
    });
  });
}
