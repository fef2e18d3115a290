import { beforeEach, describe, expect, test } from "vitest";
import { UsageError } from "../../core/errors.js";
import type { Issue } from "../../core/issue.js";
import { encodeMatterPrint } from "../../core/matter-print.js";
import type { Issues } from "../../state/issues.js";
import type { State } from "../../state/state.js";
import { temporaryState } from "./fixture.js";

const open = temporaryState();
const DAY = 86_400_000;
const AUGUST = Date.UTC(2019, 7, 1);

let state: State;
let issues: Issues;
beforeEach(() => {
  ({ state } = open());
  issues = state.issues;
});

function issue(id: string, more: Partial<Issue> = {}): Issue {
  return {
    id,
    title: `${id} 的搅拌站扰民`,
    place: id,
    keywords: ["搅拌站"],
    summary: [],
    topic: ["环境保护"],
    district: "",
    places: [],
    representatives: [],
    status: "open",
    renamed: false,
    pinned: false,
    dismissed: false,
    stats: {
      from: "2019-08-01T00:00:00.000Z",
      to: "2019-08-01T00:00:00.000Z",
      count: 0,
      citizens: 0,
      days: [],
      negative: 0,
      severity: [0, 0, 0, 0],
      likes: 0,
      dislikes: 0,
      echoes: 0,
      mostByOne: 0,
    },
    heat: 10,
    heatParts: { volume: 10, citizens: 0, growth: 0, duration: 0, severity: 0, negativity: 0, support: 0, recency: 0 },
    flags: [],
    recurs: [],
    ...more,
  };
}

/** Saves an issue with messages named after it, a day apart: A1, A2 … */
function withMessages(id: string, count: number, more: Partial<Issue> = {}): void {
  issues.save([issue(id, { ...more, stats: { ...issue(id).stats, count } })]);
  const members = Array.from({ length: count }, (_, i) => ({
    documentId: `${id}${i + 1}`,
    issueId: id,
    at: AUGUST + i * DAY,
  }));
  issues.assign(members);
}

const ids = (list: { id: string }[]) => list.map(({ id }) => id);
const messages = (id: string) => issues.members(id).map(({ documentId }) => documentId);
const happened = (id: string) =>
  issues.history(id).map(({ kind, other, by, undone }) => [kind, other, by, ...(undone ? ["undone"] : [])]);
/** The groups that are fixed, each as its messages, whatever their names. */
function fixed(): string[][] {
  const groups = new Map<string, string[]>();
  for (const [document, group] of issues.fixed()) groups.set(group, [...(groups.get(group) ?? []), document]);
  return [...groups.values()];
}

describe("issues", () => {
  test("come back as they were saved", () => {
    const known = issue("A", { summary: [{ text: "整夜生产", documentId: "A1" }], recurs: ["Z"], pinned: true });
    issues.save([known]);
    expect(issues.get("A")).toEqual(known);
    expect(issues.get("unknown")).toBeUndefined();
  });

  test("are listed by heat, then by messages, then by id; merged and dismissed ones only when asked for", () => {
    const count = (n: number) => ({ stats: { ...issue("").stats, count: n } });
    issues.save([
      issue("c", { heat: 50 }),
      issue("b", { heat: 50 }),
      issue("a", { heat: 20 }),
      issue("d", { heat: 50, ...count(9) }),
      issue("gone", { heat: 99, status: "merged" }),
      issue("no", { heat: 98, dismissed: true, status: "quiet" }),
    ]);
    expect(ids(issues.list())).toEqual(["d", "b", "c", "a"]);
    expect(ids(issues.list({ limit: 2 }))).toEqual(["d", "b"]);
    expect(ids(issues.list({ includeDismissed: true, limit: 1 }))).toEqual(["no"]);
    expect(ids(issues.list({ statuses: ["merged", "quiet"] }))).toEqual(["gone"]);
    issues.save([issue("a", { heat: 60 })]);
    expect(ids(issues.list())).toEqual(["a", "d", "b", "c"]);
  });

  test("have their messages in order of time; a message is in one issue at most", () => {
    issues.assign([
      { documentId: "y", issueId: "A", at: AUGUST },
      { documentId: "x", issueId: "A", at: AUGUST },
      { documentId: "w", issueId: "A", at: AUGUST + DAY },
    ]);
    expect(messages("A")).toEqual(["x", "y", "w"]);
    issues.assign([
      { documentId: "x", issueId: "B", at: AUGUST },
      { documentId: "y", issueId: null, at: AUGUST },
    ]);
    expect(issues.issueOf(["w", "x", "y", "unknown"])).toEqual(
      new Map([
        ["w", "A"],
        ["x", "B"],
      ]),
    );
  });

  test("have a history, in the order in which it happened", () => {
    issues.record({ issueId: "A", kind: "opened", by: "machine" });
    issues.record({ issueId: "A", kind: "merged", other: "B", by: "machine", details: { messages: 3 } });
    expect(issues.history("A")).toEqual([
      { number: 1, issueId: "A", kind: "opened", by: "machine", at: Date.UTC(2026, 2, 1), undone: false },
      {
        number: 2,
        issueId: "A",
        kind: "merged",
        other: "B",
        by: "machine",
        details: { messages: 3 },
        at: Date.UTC(2026, 2, 1),
        undone: false,
      },
    ]);
    expect(issues.history("B")).toEqual([]);
  });
});

describe("a merge by a person", () => {
  beforeEach(() => {
    withMessages("A", 2);
    withMessages("B", 3);
    withMessages("C", 1, { status: "quiet" });
  });

  test("puts all messages into the first one; the others stay on record; they belong together from now on", () => {
    issues.merge(["A", "C", "B"], "wang");
    expect(messages("A")).toEqual(["A1", "B1", "C1", "A2", "B2", "B3"]);
    expect([messages("B"), issues.get("B")?.status, issues.get("C")?.status]).toEqual([[], "merged", "merged"]);
    expect(issues.get("A")?.stats).toMatchObject({ count: 6, to: "2019-08-03T00:00:00.000Z" });
    expect(issues.stale()).toEqual(["A"]);
    expect(fixed()).toEqual([["A1", "A2", "B1", "B2", "B3", "C1"]]);
    expect(happened("A")).toEqual([
      ["merged", "C", "wang"],
      ["merged", "B", "wang"],
    ]);
    expect(happened("B")).toEqual([["merged", "A", "wang"]]);
  });

  test("can be undone: everything is where it was, what has come since stays", () => {
    issues.merge(["A", "B", "C"], "wang");
    issues.assign([{ documentId: "new", issueId: "A", at: AUGUST + 9 * DAY }]);
    issues.undo("C", "li");
    expect([messages("A"), messages("B"), messages("C")]).toEqual([["A1", "A2", "new"], ["B1", "B2", "B3"], ["C1"]]);
    expect(["A", "B", "C"].map((id) => issues.get(id)?.status)).toEqual(["open", "open", "quiet"]);
    expect(issues.get("A")?.stats.count).toBe(3);
    expect(fixed()).toEqual([]);
    expect(happened("B")).toEqual([
      ["merged", "A", "wang", "undone"],
      ["undone", undefined, "li"],
    ]);
    expect(() => issues.undo("A", "li")).toThrow(UsageError);
  });

  test("and another give one group; undoing the second gives the first one back", () => {
    issues.merge(["A", "B"], "wang");
    issues.merge(["C", "A"], "wang");
    expect(fixed()).toEqual([["A1", "A2", "B1", "B2", "B3", "C1"]]);
    expect(() => issues.undo("B", "wang")).toThrow("涉及问题 A");
    issues.undo("C", "wang");
    expect(fixed()).toEqual([["A1", "A2", "B1", "B2", "B3"]]);
    expect([messages("C"), issues.get("A")?.status, issues.get("B")?.status]).toEqual([["C1"], "open", "merged"]);
    issues.undo("B", "wang");
    expect([fixed(), messages("B")]).toEqual([[], ["B1", "B2", "B3"]]);
  });

  test("needs two issues that are there", () => {
    expect(() => issues.merge(["A", "A"], "wang")).toThrow("合并至少要两个不同的问题");
    expect(() => issues.merge(["A", "X"], "wang")).toThrow("没有编号为 X 的问题");
    issues.merge(["A", "B"], "wang");
    expect(() => issues.merge(["C", "B"], "wang")).toThrow("问题 B 已并入 A");
    expect(messages("C")).toEqual(["C1"]);
  });
});

describe("a split by a person", () => {
  beforeEach(() => {
    withMessages("A", 4, {
      pinned: true,
      representatives: ["A1", "A3"],
      summary: [{ text: "灰尘很大", documentId: "A3" }],
    });
  });

  test("makes an issue of its own; the parts never come together again", () => {
    const made = issues.split("A", ["A3", "A4"], "wang");
    expect([messages("A"), messages(made)]).toEqual([
      ["A1", "A2"],
      ["A3", "A4"],
    ]);
    expect(fixed()).toEqual([
      ["A1", "A2"],
      ["A3", "A4"],
    ]);
    expect(issues.get("A")).toMatchObject({ pinned: true, representatives: ["A1"], summary: [], stats: { count: 2 } });
    expect(issues.get(made)).toMatchObject({
      pinned: false,
      representatives: ["A3"],
      summary: [{ documentId: "A3" }],
      stats: { count: 2, from: "2019-08-03T00:00:00.000Z", to: "2019-08-04T00:00:00.000Z" },
    });
    expect(issues.stale()).toEqual(["A", made].sort());
    expect([happened("A"), happened(made)]).toEqual([[["split", made, "wang"]], [["split", "A", "wang"]]]);
  });

  test("takes the copies of a message along", () => {
    const print = new Uint8Array(
      Buffer.from(
        encodeMatterPrint({
          grams: new Uint32Array(),
          titleGrams: new Uint32Array(),
          placeGrams: new Uint32Array(),
          nameGrams: new Uint32Array(),
          city: 0,
          district: 0,
        }),
        "base64",
      ),
    );
    const matter = (id: string, representative = id) => ({ id, at: AUGUST, representative, print });
    state.matters.put([matter("A1"), matter("A2"), matter("A3", "A2"), matter("A4")]);
    expect(messages(issues.split("A", ["A3"], "wang"))).toEqual(["A2", "A3"]);
    expect(() => issues.split("A", [], "wang")).toThrow("两边都有来件");
  });

  test("can be undone from either part: what was split off, and what has come to it since, comes back", () => {
    const made = issues.split("A", ["A3", "A4"], "wang");
    issues.assign([{ documentId: "new", issueId: made, at: AUGUST }]);
    issues.undo(made, "wang");
    expect(messages("A")).toEqual(["A1", "new", "A2", "A3", "A4"]);
    expect([messages(made), issues.get(made)?.status, fixed()]).toEqual([[], "merged", []]);
    expect(() => issues.rename(made, "另一处", "wang")).toThrow(`问题 ${made} 已并入 A`);
    expect(() => issues.undo("A", "wang")).toThrow("没有可撤销的人工更正");
  });

  test("of a merged issue leaves each part fixed, and undoing both gives no group", () => {
    withMessages("B", 1);
    issues.merge(["A", "B"], "wang");
    const made = issues.split("A", ["A1"], "wang");
    expect(fixed()).toEqual([["A1"], ["A2", "A3", "A4", "B1"]]);
    expect(() => issues.undo("B", "wang")).toThrow("涉及问题 A");
    issues.undo("A", "wang");
    expect(fixed()).toEqual([["A1", "A2", "A3", "A4", "B1"]]);
    issues.undo("A", "wang");
    expect([fixed(), messages("B"), issues.get(made)?.status]).toEqual([[], ["B1"], "merged"]);
  });

  test("needs messages on both sides, and its own ones", () => {
    expect(() => issues.split("A", ["A1", "A2", "A3", "A4"], "wang")).toThrow("两边都有来件");
    expect(() => issues.split("A", ["A1", "B1"], "wang")).toThrow("来件 B1 不在问题 A 中");
    expect(issues.history("A")).toEqual([]);
  });
});

describe("title, pin and dismissal", () => {
  beforeEach(() => withMessages("A", 1));

  test("a title that a person gave stays, whatever a night finds; undone, the one that was found is back", () => {
    issues.rename("A", " 清澜苑搅拌站 ", "wang");
    expect(issues.get("A")).toMatchObject({ title: "清澜苑搅拌站", renamed: true });
    issues.save([issue("A", { title: "搅拌站整夜生产" })]);
    expect(issues.get("A")).toMatchObject({ title: "清澜苑搅拌站", renamed: true });
    issues.rename("A", "清澜苑东搅拌站", "li");
    issues.undo("A", "li");
    expect(issues.get("A")?.title).toBe("清澜苑搅拌站");
    issues.undo("A", "li");
    expect(issues.get("A")).toMatchObject({ title: "搅拌站整夜生产", renamed: false });
    expect(issues.stale()).toEqual(["A"]);
    expect(() => issues.rename("A", " ", "wang")).toThrow("标题不能为空");
  });

  test("a given title that is saved again as it stands is not taken for one that was found", () => {
    issues.rename("A", "清澜苑搅拌站", "wang");
    issues.save([issues.get("A") as Issue]);
    issues.undo("A", "wang");
    expect(issues.get("A")).toMatchObject({ title: "A 的搅拌站扰民", renamed: false });
  });

  test("a pin and a dismissal stay until they are taken back or undone; doing it twice is doing it once", () => {
    issues.pin("A", "wang");
    issues.pin("A", "wang");
    issues.dismiss("A", "wang");
    issues.save([issue("A")]);
    expect(issues.get("A")).toMatchObject({ pinned: true, dismissed: true });
    expect(issues.list()).toEqual([]);
    issues.restore("A", "wang");
    issues.unpin("A", "wang");
    expect(issues.get("A")).toMatchObject({ pinned: false, dismissed: false });
    expect(happened("A").map(([kind]) => kind)).toEqual(["pinned", "dismissed", "restored", "unpinned"]);
    for (let i = 0; i < 2; i++) issues.undo("A", "wang");
    expect(issues.get("A")).toMatchObject({ pinned: true, dismissed: true });
    for (let i = 0; i < 2; i++) issues.undo("A", "wang");
    expect(issues.get("A")).toMatchObject({ pinned: false, dismissed: false });
    expect(() => issues.undo("A", "wang")).toThrow(UsageError);
  });
});

describe("R25: what is known of messages goes when they go", () => {
  test("an issue with some left says so at once and no longer cites those that are gone", () => {
    withMessages("A", 3, { representatives: ["A1", "A3"], summary: [{ text: "灰尘很大", documentId: "A1" }] });
    withMessages("B", 1);
    issues.merge(["A", "B"], "wang");
    issues.save([issues.get("A") as Issue]);
    expect(issues.expire(AUGUST + DAY)).toBe(2);
    expect(messages("A")).toEqual(["A2", "A3"]);
    expect(issues.get("A")).toMatchObject({
      title: issue("A").topic.at(-1),
      place: "",
      keywords: [],
      representatives: ["A3"],
      summary: [],
      stats: { count: 2, from: "2019-08-02T00:00:00.000Z" },
    });
    expect(issues.stale()).toEqual(["A"]);
    expect(fixed()).toEqual([["A2", "A3"]]);
    issues.undo("A", "wang");
    expect([messages("A"), messages("B")]).toEqual([["A2", "A3"], []]);
  });

  test("an issue with none left goes, with those that live on in it, its history and what others say of it", () => {
    withMessages("A", 1);
    withMessages("B", 1);
    withMessages("C", 1, { recurs: ["A", "Z"] });
    issues.merge(["A", "B"], "wang");
    expect(issues.remove(["A1", "B1", "unknown"])).toBe(2);
    expect([issues.get("A"), issues.get("B"), issues.history("A"), fixed()]).toEqual([undefined, undefined, [], []]);
    expect(issues.get("C")?.recurs).toEqual(["Z"]);
    expect(issues.stale()).toEqual([]);
  });

  test("the other part of a split stays when one goes; there is nothing to undo then", () => {
    withMessages("A", 3);
    const made = issues.split("A", ["A3"], "wang");
    issues.remove(["A1", "A2"]);
    expect([issues.get("A"), messages(made)]).toEqual([undefined, ["A3"]]);
    expect(() => issues.undo(made, "wang")).toThrow("没有可撤销的人工更正");
  });
});

test("a correction in a transaction that fails leaves nothing", () => {
  withMessages("A", 1);
  expect(() =>
    state.transaction(() => {
      issues.pin("A", "wang");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect([issues.get("A")?.pinned, issues.history("A")]).toEqual([false, []]);
});
