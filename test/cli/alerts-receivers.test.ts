import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AlertsOffice, MINUTE, received } from "./alerts-office.js";

const WATER = {
  id: "water",
  title: "停水来件多",
  level: "orange",
  groupBy: ["area"],
  when: { threshold: { measure: "count", above: 5 } },
};

/** A receiver of webhooks that answers as it is told to. */
class Receiver {
  status = 200;
  readonly bodies: { kind?: string }[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Receiver> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const made = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`);
    server.on("request", async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      made.bodies.push(JSON.parse(Buffer.concat(parts).toString()));
      response.writeHead(made.status, { "content-type": "application/json" }).end("{}");
    });
    return made;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

let receiver: Receiver;
let office: AlertsOffice;
beforeEach(async () => {
  receiver = await Receiver.open();
  office = new AlertsOffice([WATER], {
    channels: [{ type: "webhook", name: "平台", url: receiver.url, secret: "not-to-be-shown" }],
  });
});
afterEach(async () => {
  office.close();
  await receiver.close();
});

describe("minyi alerts test --channel", () => {
  test("sends a sample and tells what the receiver said", async () => {
    const { code, err } = await office.alerts("test", "--channel", "平台");
    expect(code).toBe(0);
    expect(err).toContain("渠道 平台 已送达，对方回答：");
    expect(receiver.bodies).toMatchObject([{ kind: "test" }]);
  });

  test("a receiver that is away ends with 5, one that refuses with 1; no secret is shown (R23)", async () => {
    receiver.status = 503;
    const away = await office.alerts("test", "--channel", "平台");
    expect(away.code).toBe(5);
    expect(away.err).toContain("渠道 平台 暂时不通：");
    receiver.status = 404;
    const refused = await office.alerts("test", "--channel", "平台", "--json");
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ channel: "平台", type: "webhook", outcome: "refused" });
    expect(away.err + away.out + refused.err + refused.out).not.toContain("not-to-be-shown");
  });
});

describe("minyi alerts outbox", () => {
  interface Box {
    waiting: { key: string; attempts: number; reason: { zh: string } | null; nextAt: string }[];
    dead: { key: string; receiver: string; status: string }[];
  }
  const box = () => office.json<Box>("outbox");

  test("shows what waits and why (R35)", async () => {
    receiver.status = 503;
    await office.receive(received("城东区", 7, 2));
    await office.alerts("check");
    expect((await box()).waiting).toMatchObject([{ attempts: 1, reason: { zh: expect.stringContaining("503") } }]);
    const { out, err } = await office.alerts("outbox");
    expect(out).toMatch(/2026-11-09 10:00 +待发送 +平台 +橙色预警 +平台 +1 +11-09 10:0\d/);
    expect(err).toContain("待发送 1 条，未能送达 0 条");
  });

  test("a dead letter is told by check, sent again once the receiver is mended, or given up for good", async () => {
    receiver.status = 404;
    await office.receive(received("城东区", 7, 2));
    const checked = await office.alerts("check");
    expect(checked.err).toContain("有 1 条消息未能送达，见 minyi alerts outbox");
    const [dead] = (await box()).dead;
    expect(dead).toMatchObject({ receiver: "channel:平台", status: "dead" });
    expect((await office.alerts("explain", "1")).out).toContain("平台：未能送达");

    receiver.status = 200;
    expect((await office.alerts("outbox", "--revive", dead?.key ?? "")).err).toContain("1 条将重新发送");
    office.clock.advance(MINUTE);
    await office.alerts("check");
    expect(await box()).toMatchObject({ waiting: [], dead: [] });
    expect(office.withState(({ alerts }) => alerts.outbox.counts())).toEqual({ delivered: 1 });

    receiver.status = 404;
    await office.receive(received("城西区", 7, 2));
    await office.alerts("check");
    expect((await office.alerts("outbox", "--discard", "all")).err).toContain("已放弃 1 条");
    expect((await box()).dead).toEqual([]);
    expect(await office.alerts("outbox", "--revive", "none")).toMatchObject({ code: 2 });
  });
});

describe("minyi alerts subscribe and duty", () => {
  test("an official gets what they have subscribed to, by their channels, and no more", async () => {
    const args = ["--channel", "平台", "--area", "城东区", "--level", "orange,red", "--quiet-hours", "22:00-07:00"];
    expect((await office.alerts("subscribe", "林工", ...args)).err).toContain("已记下 林工 的订阅");
    expect(await office.json("subscribe")).toEqual({
      subscriptions: [
        {
          account: "林工",
          channels: ["平台"],
          areas: ["城东区"],
          levels: ["orange", "red"],
          quiet: { from: 22 * 60, to: 7 * 60 },
          language: "zh",
          heartbeat: false,
        },
      ],
    });
    expect((await office.alerts("subscribe")).out).toMatch(/林工 +平台 +城东区 +全部 +全部 +橙色、红色 +22:00–07:00/);
    await office.receive(received("城东区", 7, 2));
    await office.alerts("check");
    const { told } = await office.json<{ told: { receiver: string; status: string }[] }>("show", "1");
    expect(told).toMatchObject([{ receiver: "account:林工", status: "delivered" }]);

    expect((await office.alerts("unsubscribe", "林工")).code).toBe(0);
    expect(await office.alerts("unsubscribe", "林工")).toMatchObject({ code: 2 });
    expect((await office.alerts("subscribe", "林工", "--channel", "群")).err).toContain("没有名为 群 的渠道");
    expect((await office.alerts("subscribe", "林工")).err).toContain("至少一个渠道");
    expect((await office.alerts("subscribe", "林工", "--quiet-hours", "22")).err).toContain("--quiet-hours 应写成");
  });

  test("duty says who is called now and later, and warns of who has no channel", async () => {
    const added = await office.alerts("duty", "林工", "--from", "2026-11-09", "--to", "2026-11-15");
    expect(added.err).toContain("班次 1：林工，2026-11-09 00:00 至 2026-11-16 00:00");
    expect(added.err).toContain("林工 还没有订阅");
    await office.alerts("duty", "周工", "--from", "2026-11-16", "--to", "2026-11-22", "--order", "2");
    expect((await office.alerts("duty")).out).toMatch(/1 +林工 .* 1 +正在值班\n +2 +周工 .* 2$/m);
    expect(await office.json("duty")).toMatchObject({
      duty: [
        { number: 1, account: "林工", order: 1 },
        { number: 2, order: 2 },
      ],
    });
    expect((await office.alerts("duty", "--remove", "1")).err).toContain("班次 1 已撤下");
    expect(await office.alerts("duty", "--remove", "1")).toMatchObject({ code: 2 });
    expect((await office.alerts("duty", "林工")).err).toContain("需要 --to");
  });
});
