import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

const HEADER = "留言编号,留言主题,留言时间,留言详情,区县";
const RULES = `rules:
  - id: many-a-day
    title: 一天来件过多
    level: orange
    groupBy: [area]
    least: 3
    when: { threshold: { measure: count, above: 2 } }
  - id: grave
    title: 重大紧急消息
    level: red
    groupBy: [area]
    window: { days: 2 }
    when: { severity: { atLeast: 3 } }
`;

let runner: InlineRunner;
let server: Server;
/** What the receiver was sent, and how it answers. */
let received: { key: string; body: string }[] = [];
let status = 200;
beforeAll(async () => {
  runner = new InlineRunner(configSchema.parse(LEXICAL));
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      if (status === 200) received.push({ key: String(request.headers["idempotency-key"]), body });
      response.writeHead(status).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await runner.close();
  await new Promise((resolve) => server.close(resolve));
});

let office: Office;
beforeEach(() => {
  received = [];
  status = 200;
  const { port } = server.address() as AddressInfo;
  office = new Office([{ name: "board", type: "folder", path: "inbox", channel: "board" }], {
    network: { allow: [`127.0.0.1:${port}`] },
    alerts: {
      rules: [],
      channels: [{ type: "webhook", name: "centre", url: `http://127.0.0.1:${port}/alerts`, secret: "s3cret-s3cret" }],
    },
  });
  office.config.alerts.rules = [office.file("rules.yaml", RULES)];
});
afterEach(() => office.close());

/** Complaints about one thing in one district on a day, each in its own words. */
const complaints = (n: number, day: string, area = "城东区") =>
  Array.from({ length: n }, (_, i) => {
    const what = ["垃圾没人收", "路灯不亮", "停车太乱", "噪声扰民", "井盖松动"][i % 5] as string;
    return `${area}${day}${i},${what},${day} 1${4 + i}:00:00,${what}，请处理，第${(i * 7919 + 13).toString(36)}次反映,${area}`;
  });

test("what crosses a rule's threshold is told once, with the figures; the same night again tells nothing", async () => {
  office.file("inbox/a.csv", [HEADER, ...complaints(4, "2026-11-08")]);
  const { manifest } = await office.run(runner);
  const details = manifest.steps.find(({ name }) => name === "alerts")?.details;
  expect(details).toMatchObject({ rules: 2, firing: 1, opened: 1, messages: 1, waiting: 0, dead: 0 });
  expect(received).toHaveLength(1);
  expect(received[0]?.body).toContain("一天来件过多");
  expect(received[0]?.body).toContain("城东区");
  expect(received[0]?.body).toMatch(/4 件/);

  await office.run(runner);
  expect(received).toHaveLength(1);
  await office.with(runner, async ({ state }) => {
    expect(state.alerts.cases.list()).toMatchObject([
      { number: 1, ruleId: "many-a-day", group: { area: "城东区" }, level: "orange", status: "firing" },
    ]);
  });
});

test("R35: while the receiver is away the message waits in the outbox, and is sent by a later run under the same key", async () => {
  office.file("inbox/a.csv", [HEADER, ...complaints(4, "2026-11-08")]);
  status = 503;
  const { manifest } = await office.run(runner);
  expect(manifest.steps.find(({ name }) => name === "alerts")?.details).toMatchObject({ messages: 1, waiting: 1 });
  expect(received).toEqual([]);
  status = 200;
  office.clock.advance(20 * 60_000);
  await office.run(runner);
  expect(received).toHaveLength(1);
});

test("R42: a rule with a slip fails its own step, with file and line; messages are taken in all the same", async () => {
  office.file("rules.yaml", RULES.replace("level: red", "level: purple"));
  office.file("inbox/a.csv", [HEADER, ...complaints(4, "2026-11-08")]);
  const { manifest } = await office.run(runner);
  expect(manifest).toMatchObject({ status: "done", counts: { in: 4, new: 4 } });
  const step = manifest.steps.find(({ name }) => name === "alerts");
  expect(step?.status).toBe("failed");
  expect(step?.fault?.zh).toContain("rules.yaml:10");
});
