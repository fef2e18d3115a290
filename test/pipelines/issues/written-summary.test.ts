import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import type { Issue } from "../../../core/issue.js";
import { type SummaryOptions, writeSummaries } from "../../../pipelines/issues/written-summary.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { StepFailed } from "../../../pipelines/steps/step.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse(LEXICAL));
});
afterAll(() => runner.close());

const HEADER = "留言编号,留言用户,留言主题,留言时间,留言详情";
const SOURCES = [{ name: "board", type: "folder", path: "inbox", channel: "board" }];
const ROWS = [
  HEADER,
  "1,甲一,碧桐苑旁搅拌站夜间噪声扰民,2026-11-02 08:10:00,碧桐苑西侧的搅拌站每天半夜两点还在开工，整栋楼都睡不着，请尽快处理。我的电话13912345678",
  "2,甲二,碧桐苑搅拌站夜间噪声太大,2026-11-03 09:30:00,碧桐苑西侧的搅拌站扬尘严重，噪声整夜不停，物业说“没有办法管”，老人孩子睡不着。",
  "3,甲三,碧桐苑搅拌站噪声扰民,2026-11-04 22:00:00,碧桐苑西侧的搅拌站半夜还有罐车进出，噪声和灰尘让人没法休息，请尽快处理。",
  "4,甲四,碧桐苑旁搅拌站噪声扰民,2026-11-05 07:00:00,碧桐苑西侧的搅拌站又是一夜没停，噪声太大，老人孩子睡不着，请尽快处理。",
];
const GOOD = "碧桐苑西侧的搅拌站半夜两点仍在开工，噪声和扬尘扰民。4人来件4件，希望尽快处理。";
const KEY = "sk-do-not-tell-0123456789";

let office: Office;
beforeEach(async () => {
  office = new Office(SOURCES, { issues: { enabled: true } });
  office.file("inbox/a.csv", ROWS);
  await office.run(runner);
});
afterEach(() => office.close());

type Answer = (response: ServerResponse, turn: number) => void;

interface Asked {
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

/** An endpoint on this machine that the office is then configured for; gives what it is asked. */
async function endpoint(answer: Answer): Promise<Asked[]> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    asked.push({ url: request.url, headers: request.headers, body });
    answer(response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  configure((server.address() as AddressInfo).port);
  return asked;
}

function configure(port: number, model = "qwen3-8b"): void {
  const summary = { url: `http://127.0.0.1:${port}/v1`, model, key: KEY };
  office.config = office.configured(SOURCES, { issues: { summary }, network: { allow: [`127.0.0.1:${port}`] } });
}

/** Answers as an OpenAI-compatible server does. */
const saying =
  (content: string): Answer =>
  (response) =>
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }] }));

const status =
  (code: number): Answer =>
  (response) =>
    response.writeHead(code).end(`no: Bearer ${KEY}`);

/** Lets summaries be written; what came of it, what was warned of, the issue afterwards. */
function write(options: SummaryOptions = {}) {
  const warnings: string[] = [];
  return office.with(runner, async (context) => {
    const outcome = await writeSummaries(context, { ...options, onWarning: ({ zh }) => warnings.push(zh) }).catch(
      (error: unknown) => error,
    );
    const issues = context.state.issues.list();
    return { outcome, warnings, issue: issues[0] as Issue, issues };
  });
}

describe("what an endpoint writes", () => {
  test("is kept with the issue when all of it is in the messages, and not asked for again until they change", async () => {
    const asked = await endpoint(saying(`<think>四个人……</think>\n\n${GOOD}`));
    const { outcome, warnings, issue, issues } = await write();
    expect(issues).toHaveLength(1);
    expect({ outcome, warnings }).toEqual({ outcome: { written: 1, refused: 0 }, warnings: [] });
    expect(issue.written).toEqual({ text: GOOD, model: "qwen3-8b", at: "2026-11-09T02:00:00.000Z" });
    expect(issue.summary.length).toBeGreaterThan(0);
    expect((await write()).outcome).toEqual({ written: 0, refused: 0 });
    expect(asked).toHaveLength(1);

    office.file("inbox/b.csv", [HEADER, ROWS[4]!.replace("4,甲四", "5,甲五").replace("2026-11-05", "2026-11-08")]);
    const { manifest } = await office.run(runner);
    expect(manifest.steps.find(({ name }) => name === "summaries")).toMatchObject({
      status: "done",
      // 4人来件4件 was true of the day before.
      details: { written: 0, refused: 1 },
    });
    expect(asked).toHaveLength(2);
    expect((await write()).issue).toMatchObject({ refused: { reason: "figure" } });
  });

  test("is taken back at once when a person changes what the issue is made of", async () => {
    await endpoint(saying(GOOD));
    const { issue } = await write();
    await office.with(runner, async ({ state }) => {
      const [first] = state.issues.members(issue.id);
      state.issues.split(issue.id, [first!.documentId], "wang");
      expect(state.issues.get(issue.id)?.written).toBeUndefined();
    });
  });

  test.each([
    ["an invented figure", GOOD.replace("4件", "40件"), "figure", "数字、日期或金额在来件里找不到"],
    ["an invented quotation", GOOD.replace("希望", "物业说“下周就搬”，希望"), "quotation", "引语在来件里找不到"],
    ["an invented place", GOOD.replace("碧桐苑", "丹枫苑小区"), "name", "地名或单位名在来件里找不到"],
    ["something else than a summary", "Sorry, I cannot help with that.", "form", "不是一到三句中文"],
  ])("is refused for %s: counted, told without its words, the extract stays", async (_, text, reason, told) => {
    const asked = await endpoint(saying(text));
    const { outcome, warnings, issue } = await write();
    expect(outcome).toEqual({ written: 0, refused: 1 });
    expect(warnings).toEqual([`问题 ${issue.id} 的机器摘要未采用：${told}；仍用摘录的原话`]);
    expect(issue.written).toBeUndefined();
    expect(issue.refused).toMatchObject({ reason, model: "qwen3-8b" });
    expect(issue.summary.length).toBeGreaterThan(0);
    // The same model would say the same of the same messages; another may do better.
    await write();
    expect(asked).toHaveLength(1);
    const { port } = new URL(office.config.issues.summary!.url);
    configure(Number(port), "another");
    await write();
    expect(asked).toHaveLength(2);
  });

  test.each<[string, Answer]>([
    ["no JSON", (response) => response.writeHead(200).end("<html>Login</html>")],
    ["other JSON", (response) => response.writeHead(200).end('{"choices":[]}')],
    [
      "half an answer",
      (response) =>
        response
          .writeHead(200)
          .end(JSON.stringify({ choices: [{ message: { content: GOOD }, finish_reason: "length" }] })),
    ],
  ])("is nothing where it is %s, and asked for again the next night", async (_, answer) => {
    const asked = await endpoint(answer);
    const { outcome, warnings, issue } = await write();
    expect(outcome).toEqual({ written: 0, refused: 1 });
    expect(warnings).toEqual([`问题 ${issue.id} 的机器摘要未采用：接口没有给出完整的答复；仍用摘录的原话`]);
    expect(issue.refused).toBeUndefined();
    await write();
    expect(asked).toHaveLength(2);
  });
});

describe("what an endpoint is told", () => {
  test("is masked text and figures: no number of a telephone, no id, no author; the key in the header alone", async () => {
    const asked = await endpoint(saying(GOOD));
    await office.with(runner, async ({ state }) => {
      const [issue] = state.issues.list();
      state.issues.rename(issue!.id, "碧桐苑搅拌站（找张伟 13812345678）", "wang");
    });
    const { issue } = await write();
    const [{ url, headers, body } = { url: "", headers: {}, body: "" }] = asked;
    expect(url).toBe("/v1/chat/completions");
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, "content-type": "application/json" });
    expect(body).toContain("[手机]");
    expect(body).toContain("来件4件，反映人4人，2026年11月2日至2026年11月5日，历时4天");
    expect(body).not.toMatch(/1[3-9]\d{9}/);
    for (const hidden of [KEY, issue.id, "甲一", ...issue.representatives]) expect(body).not.toContain(hidden);
    expect(JSON.parse(body)).toMatchObject({ model: "qwen3-8b", messages: [{ role: "system" }, { role: "user" }] });
  });
});

describe("an endpoint that does not answer", () => {
  test.each([429, 500, 503])("(%i) is left alone for the night; the run goes on and keeps its secret", async (code) => {
    const asked = await endpoint(status(code));
    const { manifest } = await office.run(runner);
    const step = manifest.steps.find(({ name }) => name === "summaries");
    expect(manifest.status).toBe("done");
    expect(step?.status).toBe("failed");
    expect(step?.fault?.zh).toContain(`答复 ${code}，今晚不再请它写`);
    expect(JSON.stringify(manifest)).not.toContain(KEY);
    expect(manifest.steps.at(-1)).toMatchObject({ name: "verify", status: "done" });
    expect(asked).toHaveLength(1);
    const { issue } = await write();
    expect([issue.written, issue.refused]).toEqual([undefined, undefined]);
  });

  test("for it is down, or too slow, or refuses the key, or lies within the network and is not allowed", async () => {
    const faultOf = async (options: SummaryOptions = {}) => {
      const { outcome } = await write(options);
      expect(outcome).toBeInstanceOf(StepFailed);
      const { fault } = outcome as StepFailed;
      expect(`${fault.what.zh}${fault.fix?.zh}`).not.toContain(KEY);
      return { name: fault.name, fix: fault.fix?.zh };
    };
    await endpoint(() => {});
    expect(await faultOf({ timeoutMs: 50 })).toMatchObject({ name: "TooSlowError" });
    await endpoint(status(401));
    expect(await faultOf()).toMatchObject({ name: "InputError", fix: expect.stringContaining("issues.summary") });
    configure(1);
    expect(await faultOf()).toMatchObject({ name: "UnreachableError" });
    office.config = { ...office.config, network: { allow: [] } };
    expect(await faultOf()).toMatchObject({ name: "BlockedHostError", fix: expect.stringContaining("network.allow") });
  });
});

test("without an endpoint in the configuration nothing is asked and no step is made", async () => {
  const { manifest } = await office.run(runner);
  expect(manifest.steps.map(({ name }) => name)).not.toContain("summaries");
  expect((await write()).outcome).toEqual({ written: 0, refused: 0 });
});
