import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeLock } from "../../state/lock.js";
import { AlertsOffice, MINUTE, received } from "./alerts-office.js";

const WATER = {
  id: "water",
  title: "停水来件多",
  level: "orange",
  owner: "水务科",
  groupBy: ["area"],
  when: { threshold: { measure: "count", above: 5 } },
};
const CITY = {
  id: "city-water",
  title: "全市停水来件多",
  level: "red",
  inhibits: ["water"],
  when: { threshold: { measure: "count", above: 12 } },
};

let office: AlertsOffice;
beforeEach(() => {
  office = new AlertsOffice([WATER]);
});
afterEach(() => office.close());

interface Listed {
  alerts: {
    number: number;
    rule: string;
    status: string;
    where: string;
    level: string;
    deadline: string | null;
    acknowledgedBy: string | null;
    mutedBy: string | null;
    outcome: string | null;
  }[];
  pending: number;
}

describe("minyi alerts check", () => {
  test("judges, opens a case and sends it over the channels; a second time over the same data says nothing new", async () => {
    await office.receive([...received("城东区", 7, 2), ...received("城西区", 3, 2)]);
    const first = await office.alerts("check");
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/编号 +级别 +预警 +范围/);
    expect(first.out).toMatch(/1 +●●●○ 橙色 +停水来件多 +城东区/);
    expect(first.err).toContain("新触发 1 起");
    const told = office.withState(({ alerts }) => alerts.outbox.counts());
    expect(told).toEqual({ delivered: 1 });

    const second = await office.json<{ fired: number; messages: number; open: { number: number }[] }>("check");
    expect(second).toMatchObject({ dryRun: false, fired: 0, messages: 0, waiting: 0, open: [{ number: 1 }] });
  });

  test("--fail-on-alert ends with 6 while anything is open, and with 0 when nothing is", async () => {
    await office.receive(received("城西区", 3, 2));
    expect((await office.alerts("check", "--fail-on-alert")).code).toBe(0);
    await office.receive(received("城东区", 7, 2));
    expect((await office.alerts("check", "--fail-on-alert")).code).toBe(6);
    expect((await office.alerts("check")).code).toBe(0);
  });

  test("--dry-run lists what holds and leaves no trace", async () => {
    await office.receive([...received("城东区", 7, 2), ...received("城西区", 3, 2)]);
    const { code, out, err } = await office.alerts("check", "--dry-run", "--fail-on-alert");
    expect(code).toBe(6);
    expect(out).toMatch(/●●●○ 橙色 +water +停水来件多 +城东区/);
    expect(out).not.toContain("城西区");
    expect(err).toContain("1 处条件成立；没有改动，也没有发送");
    expect(await office.json("list")).toEqual({ alerts: [], pending: 0 });
    expect(office.withState(({ alerts }) => alerts.outbox.counts())).toEqual({});
  });

  test("beside a service at work it changes nothing, and tells by what is open", async () => {
    await office.receive(received("城东区", 7, 2));
    await office.alerts("check");
    const lock = takeLock(office.office.config.state.path);
    try {
      const { code, err, out } = await office.alerts("check", "--fail-on-alert", "--json");
      expect(code).toBe(6);
      expect(err).toContain("另一个 minyi 正在使用");
      expect(JSON.parse(out)).toMatchObject({ busy: true, open: [{ number: 1 }] });
    } finally {
      lock?.release();
    }
  });

  test("with a rule that is wrong nothing is judged: file, line and field are told (R42)", async () => {
    office.office.file(
      "rules.yaml",
      "rules:\n  - id: water\n    level: purple\n    when: { severity: { atLeast: 3 } }\n",
    );
    await office.receive(received("城东区", 7, 2));
    const { code, err } = await office.alerts("check");
    expect(code).toBe(2);
    expect(err).toContain("rules.yaml:3");
  });
});

describe("minyi alerts list, ack and close", () => {
  beforeEach(async () => {
    await office.receive(received("城东区", 7, 2));
    await office.alerts("check");
  });

  test("an official takes a case on until a deadline, and says what became of it", async () => {
    const ack = await office.alerts("ack", "1", "--until", "4h", "--by", "林工");
    expect(ack.err).toContain("由 林工 认领，期限 2026-11-09 14:00");
    expect((await office.json<Listed>("list")).alerts).toMatchObject([
      {
        number: 1,
        rule: "water",
        where: "城东区",
        status: "acknowledged",
        acknowledgedBy: "林工",
        deadline: "2026-11-09T06:00:00.000Z",
        outcome: null,
      },
    ]);
    expect((await office.alerts("list")).out).toMatch(/已认领 +林工 至 11-09 14:00/);

    const closed = await office.alerts("close", "1", "--outcome", "handled", "--note", "抢修完毕", "--by", "林工");
    expect(closed.err).toContain("已处置，已结束");
    expect((await office.json<Listed>("list")).alerts).toEqual([]);
    expect((await office.json<Listed>("list", "--all")).alerts).toMatchObject([
      { number: 1, status: "resolved", outcome: "handled" },
    ]);
    const { rules } = await office.json<{ rules: object[] }>("rules");
    expect(rules).toMatchObject([{ id: "water", owner: "水务科", cases: 1, handled: 1, hitPermille: 1000 }]);
    expect((await office.alerts("rules")).out).toContain(
      "报过 1 起，核实 1 起，命中率 100%（属实 0，已处置 1，误报 0）",
    );
  });

  test("what is wrong is told with what to do", async () => {
    expect(await office.alerts("ack", "9")).toMatchObject({
      code: 2,
      err: expect.stringContaining("没有编号为 9 的预警\n编号见 minyi alerts list"),
    });
    expect(await office.alerts("ack", "x")).toMatchObject({ code: 2, err: expect.stringContaining("编号应为数字") });
    expect((await office.alerts("ack", "1", "--until", "2026-11-08")).err).toContain("--until 须在现在以后");
    expect((await office.alerts("ack", "1", "--until", "soon")).err).toContain("--until 看不懂时间 soon");
    expect((await office.alerts("close", "1")).err).toContain("需要 --outcome");
  });

  test("show tells all of it, and puts on record who looked", async () => {
    const { out } = await office.alerts("show", "1");
    expect(out).toContain("件数 7");
    expect(out).toContain("“城东区的自来水又停了，第");
    expect(out).toContain("渠道 屏幕  橙色预警  屏幕：已送达");
    const { events } = await office.json<{ events: { kind: string }[] }>("show", "1");
    expect(events.map(({ kind }) => kind)).toEqual(["opened", "fired", "told", "read", "read"]);
  });
});

describe("minyi alerts silence", () => {
  test("keeps quiet what it names until its end, says so, and can be ended (R37)", async () => {
    const args = ["--rule", "water", "--group", "area=城东区", "--until", "2d", "--reason", "检修公告"];
    const made = await office.alerts("silence", ...args);
    expect(made.err).toContain("静默 1 已生效，至 2026-11-11 10:00；橙色及以下不通知");
    await office.receive([...received("城东区", 7, 2), ...received("城西区", 6, 2)]);
    await office.alerts("check");
    const { alerts } = await office.json<Listed>("list");
    expect(alerts.map(({ where, mutedBy }) => [where, mutedBy]).sort()).toEqual([
      ["城东区", "silence:1"],
      ["城西区", null],
    ]);
    expect(office.withState(({ alerts }) => alerts.outbox.counts())).toEqual({ delivered: 1 });

    expect((await office.alerts("silence")).out).toMatch(/1 +water +area=城东区 +●●●○ 橙色 .*检修公告/);
    expect((await office.alerts("unsilence", "1")).err).toContain("静默 1 已解除");
    expect((await office.alerts("unsilence", "1")).code).toBe(2);
    // Messages of the same minute go out together: what is not urgent waits for the next.
    office.clock.advance(2 * MINUTE);
    await office.alerts("check");
    expect(office.withState(({ alerts }) => alerts.outbox.counts())).toEqual({ delivered: 2 });
  });

  test("needs an end, a reason, and something to keep quiet", async () => {
    expect((await office.alerts("silence", "--until", "1d", "--reason", "x")).err).toContain("需要 --rule 或 --group");
    expect((await office.alerts("silence", "--rule", "water")).err).toContain("需要 --until 和 --reason");
    const typo = ["--rule", "watre", "--until", "1d", "--reason", "x"];
    expect((await office.alerts("silence", ...typo)).err).toContain("没有编号为 watre 的规则，是不是 water？");
    expect((await office.alerts("silence", "--group", "aera=x")).err).toContain("是不是 area？");
  });
});

describe("minyi alerts explain", () => {
  interface Explained {
    groups: {
      where: string;
      verdict: { state: string } | null;
      alert: { number: number } | null;
      quiet: { zh: string }[];
      told: { receiver: string; status: string; tries: object[] }[];
    }[];
  }

  test("says of every group whether it holds, by what figures, and who was told when", async () => {
    await office.receive([...received("城东区", 7, 2), ...received("城西区", 3, 2)]);
    await office.alerts("check");
    const { groups } = await office.json<Explained>("explain", "water");
    expect(groups.map(({ where, verdict, alert }) => [where, verdict?.state, alert?.number])).toMatchObject([
      ["城东区", "firing", 1],
      ["城西区", expect.stringMatching(/ok|unknown/), undefined],
    ]);
    expect(groups[0]?.told).toMatchObject([
      { receiver: "channel:屏幕", status: "delivered", tries: [{ outcome: "delivered" }] },
    ]);
    const { out } = await office.alerts("explain", "water", "--group", "area=城东区");
    expect(out).toContain("件数达到 5时发橙色预警");
    expect(out).toContain("1 处条件成立");
    expect(out).toContain("限值 5");
    expect(out).not.toContain("城西区");
    expect((await office.alerts("explain", "1")).out).toContain("▍城东区  条件成立 · ●●●○ 橙色");
  });

  test("--at judges by what had been written by then", async () => {
    await office.receive([...received("城东区", 4, 6), ...received("城东区", 3, 2)]);
    const at = async (...args: string[]) =>
      (await office.json<Explained>("explain", "water", ...args)).groups[0]?.verdict?.state;
    expect(await at()).toBe("firing");
    expect(await at("--at", "2026-11-09 06:00")).not.toBe("firing");
  });

  test("names the silence, the larger alert and the acknowledgement that keep it quiet", async () => {
    office.close();
    office = new AlertsOffice([WATER, CITY]);
    await office.receive([...received("城东区", 7, 2), ...received("城西区", 6, 2)]);
    await office.alerts("silence", "--group", "area=城西区", "--until", "1d", "--reason", "演练");
    await office.alerts("check");
    const { groups } = await office.json<Explained>("explain", "water");
    const quiet = Object.fromEntries(groups.map((one) => [one.where, one.quiet.map(({ zh }) => zh)]));
    expect(quiet.城东区).toEqual([expect.stringMatching(/^预警 \d「全市停水来件多」已涵盖它（抑制）$/)]);
    expect(quiet.城西区?.[0]).toMatch(/^静默 1（.*：演练），至 2026-11-10 10:00$/);
    const city = (await office.json<Listed>("list")).alerts.find(({ rule }) => rule === "city-water");
    await office.alerts("ack", String(city?.number), "--by", "林工");
    expect((await office.alerts("explain", String(city?.number))).out).toContain(
      "林工 已认领，2026-11-10 10:00 前不催办",
    );
  });

  test("control characters that citizens write do not reach the terminal", async () => {
    await office.receive(received("城东区", 7, 2, { text: "停水\u001b[31m了\u202e好几天" }));
    await office.alerts("check");
    for (const command of [["show", "1"], ["list"], ["explain", "1"]]) {
      const { out } = await office.alerts(...command);
      expect(out).not.toMatch(/[\u001b\u202e]/);
    }
  });
});

describe("minyi alerts test RULE", () => {
  test("replays the rule over the past and says what the past does not tell", async () => {
    await office.receive([...received("城东区", 7, 4 * 24), ...received("城东区", 2, 2 * 24)]);
    const { out, code } = await office.alerts("test", "water", "--from", "2026-11-01", "--to", "2026-11-08");
    expect(code).toBe(0);
    expect(out).toContain("会报 1 起");
    expect(out).toMatch(/2026-11-06 00:00 +●●●○ 橙色 · 城东区/);
    expect(out).toContain("过去说明不了的：");
    const { episodes, cannotKnow } = await office.json<{ episodes: object[]; cannotKnow: object[] }>("test", "water");
    expect(episodes).toMatchObject([
      { group: { area: "城东区" }, where: "城东区", level: "orange", windows: 1, told: true },
    ]);
    expect(cannotKnow.length).toBeGreaterThan(0);
  });

  test("needs a rule or a channel that is there", async () => {
    await office.receive(received("城东区", 1, 2));
    expect((await office.alerts("test")).err).toContain("需要规则编号，或 --channel");
    expect((await office.alerts("test", "watr")).err).toContain("是不是 water？");
    expect((await office.alerts("test", "--channel", "大厅")).err).toContain("已配置的有：屏幕");
    expect((await office.alerts("test", "water", "--from", "2027-01-01")).err).toContain("这段时间还没有开始");
  });
});
