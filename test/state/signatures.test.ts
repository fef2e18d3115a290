import { expect, test } from "vitest";
import type { SignatureEntry } from "../../state/signatures.js";
import { temporaryState } from "./fixture.js";

const open = temporaryState();
const DAY = 86_400_000;
const AUGUST = Date.UTC(2019, 7, 1);

function entry(id: string, more: Partial<SignatureEntry> = {}): SignatureEntry {
  return {
    id,
    source: "board",
    input: "2019.csv",
    row: 1,
    createdAt: AUGUST,
    signature: "0f",
    group: id,
    hash: `hash of ${id}`,
    bands: ["0:aa", "1:bb"],
    ...more,
  };
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test("a row comes back as it was put, found by its id", () => {
  const { state } = open();
  const facets = { topic: "城乡建设", area: "A3区" } as never;
  state.signatures.put([entry("a", { authorKey: "k", facets, row: 7 })]);
  const { bands: _, ...row } = entry("a", { authorKey: "k", facets, row: 7 });
  expect(state.signatures.byIds(["a", "unknown"])).toEqual(new Map([["a", row]]));
});

test("a row put again replaces the one before", () => {
  const { state } = open();
  state.signatures.put([entry("a"), entry("a", { hash: "new", createdAt: AUGUST + DAY })]);
  expect(state.signatures.byIds(["a"]).get("a")).toMatchObject({ hash: "new", createdAt: AUGUST + DAY });
  expect(ids(state.signatures.candidates(["0:aa"], AUGUST, AUGUST))).toEqual([]);
  expect(ids(state.signatures.candidates(["0:aa"], AUGUST, AUGUST + DAY))).toEqual(["a"]);
});

test("candidates share a band and lie within the time, ends included; earliest first, ties by id", () => {
  const { state } = open();
  state.signatures.put([
    entry("late", { createdAt: AUGUST + 40 * DAY }),
    entry("b", { createdAt: AUGUST + DAY, bands: ["1:bb", "2:cc"] }),
    entry("a", { createdAt: AUGUST + DAY, bands: ["0:aa"] }),
    entry("other", { bands: ["0:zz", "1:yy"] }),
    entry("first"),
  ]);
  const find = (from: number, to: number) => ids(state.signatures.candidates(["0:aa", "1:bb"], from, to));
  expect(find(AUGUST, AUGUST + 30 * DAY)).toEqual(["first", "a", "b"]);
  expect(find(AUGUST + DAY, AUGUST + 40 * DAY)).toEqual(["a", "b", "late"]);
  expect(find(AUGUST - 500 * DAY, AUGUST + 500 * DAY)).toEqual(["first", "a", "b", "late"]);
  expect(state.signatures.candidates([], 0, AUGUST)).toEqual([]);
});

test("messages before 1970 are found as well", () => {
  const { state } = open();
  state.signatures.put([entry("old", { createdAt: -5 * DAY })]);
  expect(ids(state.signatures.candidates(["0:aa"], -6 * DAY, 0))).toEqual(["old"]);
});

test("a group is its representative and what was folded into it", () => {
  const { state } = open();
  state.signatures.put([entry("b", { group: "a", createdAt: AUGUST + DAY }), entry("a"), entry("c")]);
  expect(ids(state.signatures.members("a"))).toEqual(["a", "b"]);
  expect(ids(state.signatures.members("c"))).toEqual(["c"]);
  state.signatures.regroup(["a", "b"], "c");
  expect(ids(state.signatures.members("c"))).toEqual(["a", "c", "b"]);
  expect(ids(state.signatures.members("a"))).toEqual(["a"]);
});

test("an author's messages are found within a time, until the author key expires", () => {
  const { state } = open();
  state.signatures.put([
    entry("b", { authorKey: "k", createdAt: AUGUST + DAY }),
    entry("a", { authorKey: "k" }),
    entry("c", { authorKey: "other" }),
    entry("d"),
  ]);
  expect(ids(state.signatures.byAuthor("k", AUGUST, AUGUST + DAY))).toEqual(["a", "b"]);
  expect(state.authorKeys.expire(AUGUST + DAY)).toBe(2);
  expect(ids(state.signatures.byAuthor("k", 0, AUGUST + DAY))).toEqual(["b"]);
  expect(state.signatures.byIds(["a"]).get("a")?.authorKey).toBeUndefined();
});

test("expire forgets older messages, and they are no candidates any more", () => {
  const { state } = open();
  state.signatures.put([entry("old", { createdAt: AUGUST - 100 * DAY }), entry("new")]);
  expect(state.signatures.expire(AUGUST)).toBe(1);
  expect(ids(state.signatures.candidates(["0:aa"], 0, AUGUST))).toEqual(["new"]);
});

test("R25: a message that is to be forgotten leaves no row and no band", () => {
  const { state } = open();
  state.signatures.put([entry("a"), entry("b")]);
  expect(state.signatures.remove(["a", "unknown"])).toBe(1);
  expect(state.signatures.byIds(["a"]).size).toBe(0);
  expect(ids(state.signatures.candidates(["0:aa"], 0, AUGUST))).toEqual(["b"]);
});
