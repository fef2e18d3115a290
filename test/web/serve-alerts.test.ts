import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { places, push } from "./processes.js";

const place = places();
let received: string[];
let server: ReturnType<typeof createServer>;
beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      received.push(body);
      response.end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

test("a grave message that is pushed to minyi serve is out within half a minute, once; SIGTERM ends it with 0", async () => {
  const { port } = server.address() as AddressInfo;
  const office = place(`sources:
  - { name: portal, type: push, channel: hotline }
network: { allow: ["127.0.0.1:${port}"] }
alerts:
  rules: [rules.yaml]
  channels: [{ type: webhook, name: centre, url: "http://127.0.0.1:${port}/alerts" }]
`);
  writeFileSync(
    join(office.folder, "rules.yaml"),
    `rules:
  - id: grave
    title: 重大紧急消息
    level: red
    window: { days: 2 }
    when: { severity: { atLeast: 3 } }
`,
  );
  const service = await office.serve();
  const createdAt = new Date().toISOString();
  await push(service.url, { id: "T1", text: "楼道里煤气味刺鼻，燃气报警器一直响，有人晕倒了", createdAt });
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(1);
  expect(received[0]).toContain("重大紧急消息");
  expect(received[0]).toContain("煤气味刺鼻");

  await push(service.url, { id: "T2", text: "路灯不亮，请派人看看", createdAt });
  await expect.poll(() => office.found("路灯不亮"), { timeout: 20_000 }).toBe(1);
  const { code, ms } = await service.stop();
  expect([code, ms < 10_000]).toEqual([0, true]);
  expect(received).toHaveLength(1);
  expect(JSON.parse(office.run("alerts", "list", "--json").out)).toMatchObject({
    alerts: [{ number: 1, rule: "grave", status: "firing" }],
  });
});
