import { appendFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { createEncoderAnalyzer } from "../../../analyzers/encoder/encoder.js";
import { type Encoder, type EncoderOptions, openEncoder } from "../../../analyzers/encoder/open-encoder.js";
import { FixedClock } from "../../../core/clock.js";
import type { Localized } from "../../../core/localized.js";
import { alive } from "../../helpers/alive.js";
import { MODEL, ModelFolder } from "./model-folder.js";
import { messages } from "./texts.js";

const done: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of done.splice(0).reverse()) await end();
});

function open(options: EncoderOptions = {}): Encoder {
  const encoder = openEncoder(options);
  done.push(() => encoder.close());
  return encoder;
}

function analyzer(options: EncoderOptions = {}) {
  const warnings: Localized[] = [];
  const made = createEncoderAnalyzer({ ...options, onWarning: (warning) => warnings.push(warning) });
  done.push(() => made.close());
  const ask = (...texts: string[]) => made.analyze(texts.map((content) => ({ content })));
  return { made, warnings, ask };
}

test("R40: a process killed in the middle of a batch is replaced, and the batch answered as if nothing had been", async () => {
  const texts = messages(400);
  const calm = await open().encode(texts);
  const encoder = open();
  const answer = encoder.encode(texts);
  await expect.poll(() => encoder.process().memory, { interval: 5, timeout: 60_000 }).toBeGreaterThan(0);
  const first = encoder.process().pid as number;
  process.kill(first, "SIGKILL");
  expect(await answer).toEqual(calm);
  expect(encoder.process().pid).not.toBe(first);
});

test.each([
  ["exit", "died", "SIGKILL"],
  ["throw", "output", "poisoned"],
  ["nan", "output", "topic: NaN in row 1"],
  ["short", "output", "embedding: 1 numbers"],
])(
  "R40: a text that makes the process %s leaves its batch without an answer, and the next is answered",
  async (harm, fault, why) => {
    vi.stubEnv("MINYI_ENCODER_POISON", `毒丸:${harm}`);
    const encoder = open();
    await expect(encoder.encode(["好的", "毒丸"])).rejects.toMatchObject({
      fault,
      what: { en: expect.stringContaining(why) },
    });
    expect(await encoder.encode(["好的"])).toHaveLength(1);
  },
);

test("R40: a process that hangs is killed after models.timeout; after three failures it rests for a minute", async () => {
  vi.stubEnv("MINYI_ENCODER_POISON", "毒丸:hang");
  const clock = new FixedClock(0);
  const { warnings, ask } = analyzer({ timeout: 1, clock });
  expect(await ask("毒丸", "好的")).toEqual([{}, {}]);
  expect(warnings).toEqual([
    {
      zh: "降级：不用编码模型，只按词语和线性模型判断，因为编码模型 1 秒没有应答",
      en: expect.stringContaining("the encoder did not answer for 1 s"),
    },
  ]);
  expect(await ask("毒丸")).toEqual([{}]);
  expect(warnings).toHaveLength(1);
  // Nothing is started any more.
  expect(await ask("好的")).toEqual([{}]);
  expect(warnings[1]?.zh).toContain("接连失败，暂停使用一分钟");
  expect(warnings).toHaveLength(2);
});

test("R40: after the rest one trial is made, and a success ends the trouble", async () => {
  vi.stubEnv("MINYI_ENCODER_POISON", "毒丸:exit");
  const clock = new FixedClock(0);
  const { ask } = analyzer({ clock });
  await ask("毒丸");
  await ask("毒丸");
  expect(await ask("好的")).toEqual([{}]);
  clock.advance(60_000);
  expect(await ask("好的")).toEqual([{ encoded: expect.anything() }]);
});

test("R40: a process that holds too much memory, or has answered many texts, is replaced between two calls", async () => {
  for (const recycle of [{ megabytes: 1 }, { texts: 1 }]) {
    const encoder = open({ recycle });
    const [first] = await encoder.encode(["路灯坏了"]);
    expect(encoder.process().pid).toBeUndefined();
    const [second] = await encoder.encode(["路灯坏了"]);
    expect(second).toEqual(first);
  }
});

test("R40: without its files the analyzer goes without, says so once and at once, and has a version of its own", async () => {
  const folder = new ModelFolder();
  done.push(() => folder.remove());
  appendFileSync(folder.file(MODEL), "x");
  const { made, warnings, ask } = analyzer({ folder: folder.path });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.zh).toMatch(/^降级：.*model_quantized\.onnx 已损坏/);
  expect(await ask("好的")).toEqual([{}]);
  expect(warnings).toHaveLength(1);
  expect(made.version).toBe("none");
});

test("R40: a model that its hash vouches for but that cannot be loaded", async () => {
  const folder = new ModelFolder();
  done.push(() => folder.remove());
  folder.change(MODEL, (bytes) => bytes.subarray(0, bytes.length - 1000));
  folder.vouchFor(MODEL);
  await expect(open({ folder: folder.path }).encode(["好的"])).rejects.toMatchObject({ fault: "load" });
});

test("close ends the process and what is under way; afterwards there are no answers", async () => {
  const encoder = open();
  await encoder.encode(["好的"]);
  const pid = encoder.process().pid as number;
  const underWay = expect(encoder.encode(messages(400))).rejects.toMatchObject({ fault: "closed" });
  await encoder.close();
  await underWay;
  expect(alive(pid)).toBe(false);
  await expect(encoder.encode(["好的"])).rejects.toMatchObject({ fault: "closed" });
});
