import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { places, push, TOKEN } from "./processes.js";

const place = places();
const lamp = { id: "T1", text: "幸福路的路灯坏了三天没人修", createdAt: "2026-11-08 19:30" };

test("R2: what is pushed to minyi serve is found seconds later; SIGTERM ends it with 0, the record closed", async () => {
  const office = place();
  const service = await office.serve();
  expect((await push(service.url, lamp)).status).toBe(202);
  await expect.poll(() => office.found("路灯坏了"), { timeout: 20_000 }).toBe(1);
  const again = (await (await push(service.url, lamp)).json()) as object;
  expect(again).toMatchObject({ accepted: 0, duplicate: 1 });
  const { code, ms } = await service.stop();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(10_000);
  expect(service.output().trim().split("\n")).toHaveLength(1);
  const jobs = JSON.parse(office.run("jobs", "--json").out) as { runs: object[] };
  expect(jobs.runs).toContainEqual(expect.objectContaining({ kind: "follow", status: "done" }));
});

test("R2: SIGTERM in the middle of a stream of lines: what was told as accepted is there, once, after the next start", async () => {
  const office = place();
  const first = await office.serve();
  const line = (n: number) =>
    JSON.stringify({ id: `N${n}`, text: `第${n}号：${n % 2 ? "停车" : "噪音"}问题`, createdAt: "2026-11-08 19:30" });
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const lines = Array.from({ length: 250 }, () => `${line(sent++)}\n`).join("");
      controller.enqueue(Buffer.from(lines));
      if (sent >= 50_000) controller.close();
    },
  });
  const answer = await fetch(`${first.url}/api/v1/items`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/x-ndjson" },
    body,
    duplex: "half",
  } as RequestInit);
  let text = "";
  let stopped: Promise<{ code: number | null; ms: number }> | undefined;
  try {
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(part).toString();
      stopped ??= first.stop();
    }
  } catch {
    // The service has ended before the stream did.
  }
  const end = await stopped;
  expect(end?.code).toBe(0);
  expect(end?.ms).toBeLessThan(10_000);
  const told = text
    .split("\n")
    .filter((one) => one.includes('"accepted"') && one.endsWith("}") && one.includes("index"));
  expect(told.length).toBeGreaterThanOrEqual(500);
  // The same beginning again: nothing of it is new.
  const second = await office.serve();
  const again = await push(second.url, Array.from({ length: told.length }, (_, n) => line(n)).join("\n"));
  expect((await again.text()).trimEnd().split("\n").at(-1)).toBe(
    JSON.stringify({ accepted: 0, duplicate: told.length, rejected: 0, complete: true }),
  );
});

test("beside a process that has the work, serve only receives; it takes over when the other ends", async () => {
  const office = place();
  const follower = office.start("run", "--follow");
  await follower.says(/正在跟随/);
  const service = await office.serve();
  await service.says(/本进程只接收推送/);
  await push(service.url, lamp);
  await expect.poll(() => office.found("路灯坏了"), { timeout: 20_000 }).toBe(1);
  expect(await (await fetch(`${service.url}/metrics`)).text()).toContain("minyi_coordinator 0");
  const { code, ms } = await follower.stop("SIGINT");
  expect([code, ms < 10_000]).toEqual([0, true]);
  await push(service.url, { ...lamp, id: "T2", text: "天桥的扶手松了" });
  await expect.poll(() => office.found("扶手松了"), { timeout: 30_000 }).toBe(1);
  expect(await (await fetch(`${service.url}/metrics`)).text()).toContain("minyi_coordinator 1");
});

test("files beside pushed messages: both are followed", async () => {
  const office = place(
    "sources:\n  - { name: portal, type: push }\n  - { name: board, type: csv, path: board.csv, channel: board }\n",
  );
  writeFileSync(join(office.folder, "board.csv"), "留言编号,留言时间,留言详情\n1,2026-11-07 08:00,门口的井盖松动\n");
  const service = await office.serve();
  await push(service.url, lamp);
  await expect.poll(() => office.found("井盖松动") + office.found("路灯坏了"), { timeout: 30_000 }).toBe(2);
});

test("R23, R24, R31: phone, author and token are in no file, no log and no output of the processes", async () => {
  const office = place();
  const service = await office.serve();
  const phone = "13812345678";
  const author = "隔壁老王的账号";
  await push(service.url, { ...lamp, text: `路灯坏了，电话${phone}`, author });
  await push(service.url, [{ ...lamp, id: "T2", author, createdAt: phone }]);
  await push(service.url, `{"text":"${phone}"\n{"text":"断了${phone}`);
  await expect.poll(() => office.found("路灯坏了"), { timeout: 20_000 }).toBe(1);
  const seen = [await (await fetch(`${service.url}/metrics`)).text()];
  await service.stop();
  const listed = office.run("replay", "--list");
  seen.push(office.files(), service.output(), listed.out, listed.err);
  for (const text of seen) {
    for (const canary of [phone, author, Buffer.from(author).toString("latin1"), TOKEN]) {
      expect(text).not.toContain(canary);
    }
  }
  expect(listed.out).toContain("portal");
});

test("a port that is in use is said plainly", async () => {
  const office = place();
  const service = await office.serve();
  const { code, err } = office.run("serve", "--port", new URL(service.url).port);
  expect(code).toBe(1);
  expect(err).toMatch(/无法监听 127\.0\.0\.1:\d+：端口已被占用/);
});

test("--follow goes with neither --since nor --json", () => {
  const { code, err } = place().run("run", "--follow", "--json");
  expect([code, err]).toEqual([2, expect.stringContaining("--follow 不能与 --since、--json 同用")]);
});
