import { describe, expect, test } from "vitest";
import { evaluate } from "../../../alerts/evaluate/evaluate.js";
import type { Store } from "../../../core/store.js";
import { at, daily, fill, messages, night, rulesOf } from "./town.js";

const THRESHOLD = rulesOf(`
  - id: many
    level: yellow
    groupBy: [area, topic]
    when: { threshold: { above: 10 } }
`);
const NEGATIVE = rulesOf(`
  - id: negative
    level: blue
    groupBy: [area]
    least: 5
    when: { threshold: { measure: negativeShare, above: 0.6, clearBelow: 0.5 } }
`);
const east = { district: "城东区", topic: ["环境保护"] };
const west = { district: "城西区", topic: ["环境保护"] };

/** What evaluation promises, on any store. */
export function evaluationCases(open: () => Promise<Store>): void {
  describe("a threshold", () => {
    test("fires for the group that reaches it, in a sentence that can be checked", async () => {
      const store = await open();
      await fill(store, [...messages("2026-11-08", 12, east), ...messages("2026-11-08", 3, west)]);
      const { verdicts, judged } = await evaluate(THRESHOLD, night(store, "2026-11-09"));
      expect(verdicts.map(({ group, state, why }) => [group.area, state, why.zh])).toEqual([
        ["城东区", "firing", "城东区·环境保护：11月8日收到 12 件，达到规则的 10"],
        ["城西区", "ok", "城西区·环境保护：11月8日收到 3 件，未达 10"],
      ]);
      expect(verdicts[0]).toMatchObject({
        ruleId: "many",
        level: "yellow",
        group: { area: "城东区", topic: "环境保护" },
        window: { from: "2026-11-07T16:00:00.000Z", to: "2026-11-08T16:00:00.000Z" },
        observations: [{ measure: "count", value: 12, n: 12, limit: 10, since: "2026-11-07T16:00:00.000Z" }],
      });
      expect(judged).toEqual([
        { ruleId: "many", window: { from: "2026-11-07T16:00:00.000Z", to: "2026-11-08T16:00:00.000Z" } },
      ]);
    });

    test("says since when it has been so", async () => {
      const store = await open();
      await fill(
        store,
        [11, 3, 10, 14, 12].flatMap((n, i) => messages(`2026-11-0${i + 4}`, n, east)),
      );
      const { verdicts } = await evaluate(THRESHOLD, night(store, "2026-11-09"));
      expect(verdicts[0]?.why.zh).toBe("城东区·环境保护：11月8日收到 12 件，达到规则的 10，自11月6日起如此");
      expect(verdicts[0]?.why.en).toBe("城东区 · 环境保护: 8 Nov 12 messages, at or above the rule's 10, since 6 Nov");
    });

    test("names three documents: the most severe first, of copies one", async () => {
      const store = await open();
      const [first, ...others] = messages("2026-11-08", 12, east);
      await fill(store, [
        { ...first!, severity: 2 },
        ...others.map((sketch) => ({ ...sketch, duplicateOf: others[0]!.id })),
        ...messages("2026-11-08", 1, { ...east, severity: 0 }),
      ]);
      const [verdict] = (await evaluate(THRESHOLD, night(store, "2026-11-09"))).verdicts;
      expect(verdict?.documents[0]).toBe(first?.id);
      expect(verdict?.documents).toHaveLength(3);
    });

    test("above its limit already, a day that still runs is not waited for", async () => {
      const store = await open();
      await fill(store, messages("2026-11-09", 10, east));
      const options = night(store, "2026-11-09", { now: at("2026-11-09 10:30") });
      const { verdicts } = await evaluate(THRESHOLD, options);
      expect(verdicts[0]?.why.zh).toBe("城东区·环境保护：11月9日（截至 10:30）收到 10 件，达到规则的 10");
    });

    test("hours as a window", async () => {
      const store = await open();
      await fill(store, messages("2026-11-08", 12, east)); // 10:00 to 10:11
      const [rule] = rulesOf(
        "\n  - id: hours\n    level: red\n    window: { hours: 3 }\n    when: { threshold: { above: 12 } }",
      );
      const state = async (now: string) => {
        const instant = at(now);
        const options = night(store, "2026-11-08", { now: instant, watermarks: new Map([["board", instant]]) });
        return (await evaluate([rule!], options)).verdicts.map(({ state: s, why }) => [s, why.zh]);
      };
      expect(await state("2026-11-08 12:20")).toEqual([
        ["firing", "全市：11月8日 10:00–13:00（截至 12:20）收到 12 件，达到规则的 12，自11月8日 10:00起如此"],
      ]);
      expect(await state("2026-11-08 13:20")).toEqual([["firing", expect.stringMatching(/10:00–13:00收到 12 件/)]]);
      expect(await state("2026-11-08 14:00")).toEqual([["ok", "全市：11月8日 11:00–14:00收到 0 件，未达 12"]]);
    });

    test("the most urgent level that holds counts", async () => {
      const store = await open();
      await fill(store, [...messages("2026-11-08", 25, east), ...messages("2026-11-08", 12, west)]);
      const rules = rulesOf(`
  - id: many
    level: yellow
    groupBy: [area]
    when: { threshold: { above: 10 } }
    levels: [{ level: orange, when: { threshold: { above: 20 } } }, { level: red, when: { threshold: { above: 40 } } }]
`);
      const { verdicts } = await evaluate(rules, night(store, "2026-11-09"));
      expect(verdicts.map(({ group, level }) => [group.area, level])).toEqual([
        ["城东区", "orange"],
        ["城西区", "yellow"],
      ]);
    });
  });

  describe("R39: what raises nothing", () => {
    test("2 of 3 negative is no alarm: too few to judge", async () => {
      const store = await open();
      await fill(store, [
        ...messages("2026-11-08", 2, { ...east, sentiment: "negative", score: -0.5 }),
        ...messages("2026-11-08", 1, east),
      ]);
      const { verdicts } = await evaluate(NEGATIVE, night(store, "2026-11-09"));
      expect(verdicts.map(({ state, why }) => [state, why.zh])).toEqual([
        ["unknown", "城东区：11月8日只有 3 件，不足 5 件，不作判断"],
      ]);
    });

    test("6 of 8 is one; it goes on until the share is back below where it ends", async () => {
      const store = await open();
      const negative = { ...east, sentiment: "negative" as const, score: -0.5 };
      await fill(store, [
        ...messages("2026-11-08", 6, negative),
        ...messages("2026-11-08", 2, east),
        ...messages("2026-11-09", 5, negative),
        ...messages("2026-11-09", 4, east),
      ]);
      const [first] = (await evaluate(NEGATIVE, night(store, "2026-11-09"))).verdicts;
      expect([first?.state, first?.why.zh]).toEqual(["firing", "城东区：11月8日负面占比 75%（8 件），达到规则的 60%"]);
      // 5 of 9 is 56 %: not enough to begin with, too much to end.
      const next = async (cases: { area: string }[]) =>
        (await evaluate(NEGATIVE, night(store, "2026-11-10", { open: () => cases }))).verdicts.map(({ state, why }) => [
          state,
          why.zh,
        ]);
      expect(await next([])).toEqual([]);
      expect(await next([{ area: "城东区" }])).toEqual([
        ["firing", "城东区：11月9日负面占比 55.56%（9 件），还没有降到规则的 50% 以下，不算结束，自11月8日起如此"],
      ]);
    });

    test("a store without messages, and a group that has none against none", async () => {
      const store = await open();
      const rules = rulesOf(`
  - { id: a, level: red, when: { change: { factor: 2 } } }
  - { id: b, level: red, when: { threshold: { below: 5 } } }
  - { id: c, level: red, groupBy: [area], when: { burst: {} } }
  - { id: d, level: red, groupBy: [area], when: { flatline: {} } }
`);
      expect((await evaluate(rules, night(store, "2026-11-09"))).verdicts).toEqual([]);
      await fill(store, daily("2025-01-01", 3, 9, east));
      const { verdicts } = await evaluate(rules, night(store, "2026-11-09"));
      expect(verdicts.filter(({ state }) => state === "firing")).toEqual([]);
    });

    test("a cold start: three days of history are no usual", async () => {
      const store = await open();
      await fill(store, [...daily("2026-11-08", 3, 2, east), ...messages("2026-11-08", 50, east)]);
      const rules = rulesOf(`
  - { id: change, level: red, groupBy: [area], when: { change: { factor: 2 } } }
  - { id: burst, level: red, groupBy: [area], when: { burst: {} } }
`);
      const { verdicts } = await evaluate(rules, night(store, "2026-11-09"));
      expect(verdicts.map(({ state }) => state)).toEqual(["unknown", "unknown"]);
      expect(verdicts[0]?.why.zh).toBe("城东区：11月8日可比的日子只有 0 个，不足 4 个，不作判断");
    });

    test("a backfill of last year, and messages of a day that was judged already", async () => {
      const store = await open();
      await fill(store, [...daily("2025-12-01", 30, 40, east), ...messages("2026-11-08", 12, east)]);
      const judged = new Map([["board", at("2026-11-09 01:00")]]);
      const { verdicts } = await evaluate(
        THRESHOLD,
        night(store, "2026-11-09", { lastWatermarks: judged, open: () => [] }),
      );
      expect(verdicts).toEqual([]);
    });

    test("days that were missed are caught up with", async () => {
      const store = await open();
      await fill(store, messages("2026-11-06", 12, east));
      const upTo = (day: string) => ({ lastWatermarks: new Map([["board", at(`${day} 02:00`)]]), open: () => [] });
      const { verdicts } = await evaluate(THRESHOLD, night(store, "2026-11-09", upTo("2026-11-06")));
      expect(verdicts.map(({ window }) => window.to)).toEqual(["2026-11-06T16:00:00.000Z"]);
      expect((await evaluate(THRESHOLD, night(store, "2026-11-09", upTo("2026-11-07")))).verdicts).toEqual([]);
    });
  });

  describe("before the data is in", () => {
    test("nothing is said of what is not there yet, and why", async () => {
      const store = await open();
      await fill(store, messages("2026-11-08", 3, east));
      const late = { watermarks: new Map([["board", at("2026-11-08 20:00")]]) };
      const { verdicts, judged } = await evaluate(THRESHOLD, night(store, "2026-11-09", late));
      expect(verdicts.map(({ state, why }) => [state, why.zh])).toEqual([
        ["unknown", "城东区·环境保护：11月8日数据未到齐：来源 board 只到 2026-11-08 20:00，不作判断"],
      ]);
      expect(judged).toEqual([]);
    });

    test("what is too much already is said all the same; a share is not", async () => {
      const store = await open();
      await fill(store, messages("2026-11-08", 12, { ...east, sentiment: "negative", score: -1 }));
      const late = { watermarks: new Map([["board", at("2026-11-08 20:00")]]) };
      const { verdicts } = await evaluate([...THRESHOLD, ...NEGATIVE], night(store, "2026-11-09", late));
      expect(verdicts.map(({ ruleId, state }) => [ruleId, state])).toEqual([
        ["many", "firing"],
        ["negative", "unknown"],
      ]);
    });

    test("a source that is a week behind is not waited for; one that a rule names is", async () => {
      const store = await open();
      await fill(store, messages("2026-11-08", 3, east));
      const watermarks = new Map([
        ["board", at("2026-11-09 02:00")],
        ["dead", at("2026-10-01 02:00")],
      ]);
      const named = rulesOf(`
  - { id: named, level: red, where: { source: [board, dead] }, when: { threshold: { above: 10 } } }
`);
      const { verdicts } = await evaluate([...THRESHOLD, ...named], night(store, "2026-11-09", { watermarks }));
      expect(verdicts.map(({ state }) => state)).toEqual(["ok", "unknown"]);
    });

    test("R13: a clock that was put back makes nothing happen again", async () => {
      const store = await open();
      await fill(store, messages("2026-11-08", 12, east));
      const back = { now: at("2026-11-07 02:00"), last: at("2026-11-09 02:00") };
      const same = await evaluate(THRESHOLD, night(store, "2026-11-09"));
      expect(await evaluate(THRESHOLD, night(store, "2026-11-09", back))).toEqual(same);
    });
  });

  describe("a change", () => {
    const rules = rulesOf(`
  - { id: change, level: orange, groupBy: [area], when: { change: { factor: 2 } } }
  - { id: fall, level: orange, groupBy: [area], when: { change: { factor: 0.5 } } }
`);

    test("is held against the same weekday: a Monday is as busy as Mondays are", async () => {
      const store = await open();
      // 2026-11-09 is a Monday; Mondays bring 20, other days 5.
      const usual = daily("2026-11-09", 63, (back) => (back % 7 === 0 ? 20 : 5), east);
      await fill(store, [...usual, ...messages("2026-11-09", 22, east)]);
      const { verdicts } = await evaluate(rules, night(store, "2026-11-10"));
      expect(verdicts.map(({ state }) => state)).toEqual(["ok", "ok"]);
      expect(verdicts[0]?.why.zh).toBe("城东区：11月9日收到 22 件，通常 20–20 件（近 8 周同为周一，中位数 20）");
    });

    test("fires at twice as much, and at half as much", async () => {
      const store = await open();
      await fill(store, [
        ...daily("2026-11-09", 63, 10, east),
        ...messages("2026-11-09", 20, east),
        ...daily("2026-11-09", 63, 10, west),
        ...messages("2026-11-09", 5, west),
      ]);
      const { verdicts } = await evaluate(rules, night(store, "2026-11-10", { open: () => [] }));
      expect(verdicts.map(({ ruleId, group }) => [ruleId, group.area])).toEqual([
        ["change", "城东区"],
        ["fall", "城西区"],
      ]);
    });

    test("R38: days that were not collected are no usual", async () => {
      const store = await open();
      // Nothing at all for the four Mondays before last: those are gaps, not zeros.
      const usual = daily("2026-11-09", 63, (back) => (back > 6 && back < 36 ? 0 : 10), east);
      await fill(store, [...usual, ...messages("2026-11-09", 12, east)]);
      const [verdict] = (await evaluate(rules, night(store, "2026-11-10"))).verdicts;
      expect([verdict?.state, verdict?.observations[0]?.expected]).toEqual(["unknown", undefined]);
    });
  });

  describe("bursts and silences", () => {
    const rules = rulesOf(`
  - { id: burst, level: orange, groupBy: [area, topic], least: 8, when: { burst: {} } }
  - { id: quiet, level: red, groupBy: [source], when: { flatline: {} } }
`);
    // Ten to fourteen a day, in a rhythm that is nobody's week.
    const usual = (back: number): number => 10 + ((back * 5) % 9) - 2;

    test("a burst is told with what is usual, and since when it is more", async () => {
      const store = await open();
      await fill(store, [
        ...daily("2026-11-06", 120, usual, east),
        ...daily("2026-11-09", 123, usual, west),
        ...daily("2026-11-09", 3, 42, east),
      ]);
      const { verdicts } = await evaluate(rules, night(store, "2026-11-09", { open: () => [] }));
      expect(verdicts.map(({ ruleId, group }) => [ruleId, group.area])).toEqual([["burst", "城东区"]]);
      const [burst] = verdicts;
      expect(burst?.why.zh).toMatch(
        /^城东区·环境保护：11月8日(止的 \d 天)?收到 \d+ 件，通常 \d+–\d+ 件（据此前 \d+ 天的同类日子），自11月6日起偏高$/,
      );
      expect(burst?.observations[0]).toMatchObject({ since: "2026-11-05T16:00:00.000Z", chancePpm: 0 });
    });

    test("R38: a source that goes quiet fires, also when nothing has been read from it", async () => {
      const store = await open();
      await fill(store, [
        ...daily("2026-11-06", 120, usual, { ...east, source: "board" }),
        ...daily("2026-11-09", 123, usual, { ...east, source: "hotline" }),
      ]);
      const now = at("2026-11-09 02:00");
      const told = async (board: number) => {
        const watermarks = new Map([
          ["board", board],
          ["hotline", now],
        ]);
        const { verdicts } = await evaluate(rules.slice(1), night(store, "2026-11-09", { watermarks, open: () => [] }));
        return verdicts.map(({ group, why }) => [group.source, why.zh]);
      };
      const [[source, sentence]] = (await told(now)) as [[string, string]];
      expect(source).toBe("board");
      expect(sentence).toMatch(/^全市·board：11月8日(止的 \d 天)?收到 0 件，.*自11月6日起偏低$/);
      const [[, late]] = (await told(at("2026-11-06 02:00"))) as [[string, string]];
      expect(late).toMatch(/；数据未到齐：来源 board 只到 2026-11-06 02:00/);
    });
  });

  describe("single messages", () => {
    const rules = rulesOf(`
  - { id: grave, level: red, groupBy: [area], window: { days: 2 }, when: { severity: {} } }
`);

    test("one of severity 3 is an alert by itself, at once, and the verdict names it", async () => {
      const store = await open();
      const [grave] = messages("2026-11-09", 1, { ...east, severity: 3 });
      await fill(store, [grave!, ...messages("2026-11-09", 5, { ...east, severity: 2 })]);
      const { verdicts } = await evaluate(rules, night(store, "2026-11-09", { now: at("2026-11-09 10:01") }));
      expect(verdicts).toMatchObject([
        {
          state: "firing",
          documents: [grave?.id],
          why: { zh: "城东区：11月8日至11月9日（截至 10:01）收到严重程度 3 级的消息 1 件" },
        },
      ]);
    });

    test("one that was written long ago is not", async () => {
      const store = await open();
      await fill(store, messages("2026-11-05", 1, { ...east, severity: 3 }));
      expect((await evaluate(rules, night(store, "2026-11-09", { open: () => [] }))).verdicts).toEqual([]);
    });
  });

  describe("words", () => {
    const rules = rulesOf(`
  - { id: words, level: red, groupBy: [area], when: { keyword: { any: [塌方, 滑坡], least: 3 } } }
`);

    test("a message with two of them counts once", async () => {
      const store = await open();
      const both = messages("2026-11-08", 2, { ...east, text: "山上塌方又滑坡" });
      await fill(store, [...both, ...messages("2026-11-08", 9, { ...east, text: "路灯不亮" })]);
      const state = async () =>
        (await evaluate(rules, night(store, "2026-11-09"))).verdicts.map((v) => [v.state, v.why.zh]);
      expect(await state()).toEqual([["ok", "城东区：11月8日有 2 件提到「塌方」「滑坡」"]]);
      await fill(store, messages("2026-11-08", 1, { ...east, text: "昨夜滑坡堵了路" }));
      expect(await state()).toEqual([["firing", "城东区：11月8日有 3 件提到「塌方」「滑坡」"]]);
    });
  });

  test("conditions joined by and, and by or", async () => {
    const store = await open();
    await fill(store, [
      ...messages("2026-11-08", 12, { ...east, sentiment: "negative", score: -1 }),
      ...messages("2026-11-08", 12, west),
    ]);
    const parts = "[{ threshold: { above: 10 } }, { threshold: { measure: negativeShare, above: 0.5 } }]";
    const rules = rulesOf(`
  - { id: both, level: red, groupBy: [area], when: { all: ${parts} } }
  - { id: either, level: red, groupBy: [area], when: { any: ${parts} } }
`);
    const { verdicts } = await evaluate(rules, night(store, "2026-11-09"));
    expect(verdicts.map(({ ruleId, group, state }) => `${ruleId} ${group.area} ${state}`)).toEqual([
      "both 城东区 firing",
      "both 城西区 ok",
      "either 城东区 firing",
      "either 城西区 firing",
    ]);
    expect(verdicts[0]?.why.zh).toBe(
      "城东区：11月8日收到 12 件，达到规则的 10；负面占比 100%（12 件），达到规则的 50%",
    );
  });

  test("filters: values of rules that share a count are kept apart", async () => {
    const store = await open();
    await fill(store, [
      ...messages("2026-11-08", 7, { ...east, department: "甲局" }),
      ...messages("2026-11-08", 6, { ...west, department: "乙局" }),
      ...messages("2026-11-08", 5, { ...west, department: "甲局", text: "油烟很大" }),
    ]);
    const rules = rulesOf(`
  - { id: a, level: blue, where: { department: [甲局] }, when: { threshold: { above: 1 } } }
  - { id: b, level: blue, where: { department: [乙局] }, when: { threshold: { above: 1 } } }
  - { id: c, level: blue, where: { department: [甲局, 乙局], area: [城西区] }, when: { threshold: { above: 1 } } }
  - { id: d, level: blue, where: { text: 油烟 }, when: { threshold: { above: 1 } } }
  - { id: e, level: blue, where: { area: [没有] }, when: { threshold: { above: 1 } } }
`);
    const { verdicts } = await evaluate(rules, night(store, "2026-11-09"));
    expect(verdicts.map(({ ruleId, observations }) => [ruleId, observations[0]?.n])).toEqual([
      ["a", 12],
      ["b", 6],
      ["c", 11],
      ["d", 5],
    ]);
  });

  test("a rule that rests says nothing", async () => {
    const store = await open();
    await fill(store, messages("2026-11-08", 12, east));
    const resting = THRESHOLD.map((rule) => ({ ...rule, enabled: false }));
    expect(await evaluate(resting, night(store, "2026-11-09"))).toEqual({ verdicts: [], judged: [] });
  });
}
