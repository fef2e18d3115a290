import { once } from "node:events";
import { readFileSync, rmSync, truncateSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  type CustomSentimentOptions,
  createCustomSentimentAnalyzer,
  sentimentOf,
} from "../../../analyzers/custom-model/custom-sentiment.js";
import type { Sentiment } from "../../../core/analysis.js";
import type { Analyzer } from "../../../core/analyzer.js";
import type { Localized } from "../../../core/localized.js";
import { copyOfTiny, TINY } from "./tiny.js";

/** Stands for whatever would decide without a model. */
const FALLBACK: Analyzer<"content", "sentiment"> = {
  id: "fallback",
  version: "1",
  needs: ["content"],
  adds: ["sentiment"],
  analyze: (batch) => batch.map(() => ({ sentiment: { label: "neutral", score: 0 } })),
};

const leftovers: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of leftovers.splice(0)) await clean();
});

function open(options: Partial<CustomSentimentOptions>) {
  const warnings: Localized[] = [];
  const analyzer = createCustomSentimentAnalyzer(
    { place: { kind: "folder", path: TINY }, threads: 1, onWarning: (warning) => warnings.push(warning), ...options },
    FALLBACK,
  );
  leftovers.push(() => analyzer.close());
  const ask = async (...texts: string[]) =>
    (await analyzer.analyze(texts.map((content) => ({ content })))) as { sentiment: Sentiment; degraded?: string[] }[];
  return { analyzer, ask, warnings };
}

describe("a model in a local folder", () => {
  test("decides by its own labels, with no network", async () => {
    const { ask, warnings } = open({});
    const [bad, question, thanks] = await ask("又脏又吵", "请问吗", "好好谢谢");
    // 脏 and 吵 give negative 3 each, [CLS] gives neutral 1: 6, 1, 0.
    const sum = Math.exp(6) + Math.exp(1) + 1;
    expect(bad!.sentiment).toEqual({ label: "negative", score: Math.round((1000 * (1 - Math.exp(6))) / sum) / 1000 });
    expect(question!.sentiment.label).toBe("neutral");
    expect(thanks!.sentiment.label).toBe("positive");
    expect(thanks!.degraded).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test("an answer does not depend on the other texts, nor does a long text break it", async () => {
    const { ask } = open({});
    const [alone] = await ask("又脏又吵");
    const together = await ask("好".repeat(5000), "又脏又吵", "");
    expect(together[1]).toEqual(alone);
    expect(together[0]!.sentiment.label).toBe("positive");
  });

  test("labels by a map; several may mean the same", async () => {
    const { folder, remove } = copyOfTiny({ id2label: { 0: "1 star", 1: "2 stars", 2: "5 stars" } });
    leftovers.push(remove);
    const labels = { "1 star": "negative", "2 stars": "negative", "5 stars": "positive" } as const;
    const { ask } = open({ place: { kind: "folder", path: folder }, labels });
    const [question] = await ask("请问");
    expect(question!.sentiment.label).toBe("negative");
  });

  test("labels that mean nothing by themselves are named at once", () => {
    const { folder, remove } = copyOfTiny({ id2label: { 0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2" } });
    leftovers.push(remove);
    const place = { kind: "folder", path: folder } as const;
    expect(() => open({ place })).toThrow(/LABEL_0、LABEL_1、LABEL_2/);
    expect(() => open({ place, labels: { 好: "positive" } })).toThrow(/好 不是模型.*LABEL_0、LABEL_1、LABEL_2/);
  });

  test("its version tells models, and maps, apart", () => {
    const { folder, remove } = copyOfTiny({ id2label: { 0: "pos", 1: "neu", 2: "neg" } });
    leftovers.push(remove);
    const other = open({ place: { kind: "folder", path: folder } });
    expect(open({}).analyzer.version).toBe(open({}).analyzer.version);
    expect(open({}).analyzer.version).not.toBe(other.analyzer.version);
  });
});

describe("R40: without an answer the fallback decides, and it is said", () => {
  test("a folder that is none", () => {
    expect(() => open({ place: { kind: "folder", path: join(TINY, "missing") } })).toThrow(/无法加载/);
  });

  test("a model file cut off", async () => {
    const { folder, remove } = copyOfTiny();
    leftovers.push(remove);
    truncateSync(join(folder, "onnx", "model.onnx"), 200);
    const { ask, warnings } = open({ place: { kind: "folder", path: folder } });
    expect(await ask("又脏又吵")).toEqual([{ sentiment: { label: "neutral", score: 0 }, degraded: ["sentiment"] }]);
    await ask("好");
    expect(warnings.map(({ zh }) => zh)).toEqual([expect.stringMatching(/^降级：模型 .* 无法加载/)]);
  });

  test("fewer numbers than labels", async () => {
    const { folder, remove } = copyOfTiny({ id2label: { 0: "negative", 1: "neutral", 2: "positive", 3: "积极" } });
    leftovers.push(remove);
    const { ask, warnings } = open({ place: { kind: "folder", path: folder } });
    expect((await ask("好"))[0]!.degraded).toEqual(["sentiment"]);
    expect(warnings[0]!.zh).toContain("给不出结果");
  });
});

describe("a model by its name on the hub", () => {
  /** A mirror of the hub that holds the tiny model. */
  async function mirror(): Promise<{ host: string; asked: string[]; server: Server }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const file = /^\/office\/tiny\/resolve\/main\/([\w./]+)/.exec(request.url ?? "")?.[1];
      asked.push(request.url ?? "");
      try {
        response.end(readFileSync(join(TINY, file ?? "missing")));
      } catch {
        response.statusCode = 404;
        response.end("Not Found");
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    leftovers.push(() => server.close());
    return { host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
  }

  test("is fetched from the mirror once, and then comes from the cache", async () => {
    const { folder: cache, remove } = copyOfTiny();
    leftovers.push(remove);
    rmSync(cache, { recursive: true });
    const { host, asked, server } = await mirror();
    const place = { kind: "hub", name: "office/tiny" } as const;
    const first = open({ place, host, cache });
    expect((await first.ask("又脏又吵"))[0]!.sentiment.label).toBe("negative");
    expect(first.warnings).toEqual([]);
    expect(asked.some((url) => url.endsWith("/onnx/model.onnx"))).toBe(true);
    server.close();
    server.closeAllConnections();
    const second = open({ place, host, cache });
    expect((await second.ask("谢谢"))[0]!.sentiment.label).toBe("positive");
  });

  test("without network: the fallback decides; the mirror's key is the fix", async () => {
    const { folder: cache, remove } = copyOfTiny();
    leftovers.push(remove);
    rmSync(cache, { recursive: true });
    // Nobody listens on port 9.
    const { ask, warnings } = open({ place: { kind: "hub", name: "office/tiny" }, host: "http://127.0.0.1:9/", cache });
    expect((await ask("又脏又吵"))[0]).toEqual({ sentiment: { label: "neutral", score: 0 }, degraded: ["sentiment"] });
    expect(warnings[0]!.zh).toMatch(/office\/tiny 下载不了.*models\.host/s);
  });

  test("labels that mean nothing are known only once it is there: then the fallback decides, for good", async () => {
    const { host } = await mirror();
    const { folder: cache, remove } = copyOfTiny();
    leftovers.push(remove);
    rmSync(cache, { recursive: true });
    const labels = { 差评: "negative" } as const;
    const { ask, warnings } = open({ place: { kind: "hub", name: "office/tiny" }, host, cache, labels });
    await ask("好");
    await ask("好");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.zh).toContain("negative、neutral、positive");
  });
});

test("the likeliest class; the score in thousandths; the first of equals is the graver", () => {
  expect(
    sentimentOf(
      new Map([
        ["negative", 0.2],
        ["neutral", 0.5],
        ["positive", 0.3],
      ]),
    ),
  ).toEqual({ label: "neutral", score: 0.1 });
  expect(
    sentimentOf(
      new Map([
        ["negative", 0.5],
        ["positive", 0.5],
      ]),
    ),
  ).toEqual({ label: "negative", score: 0 });
});
