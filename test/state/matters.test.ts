import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeMatterPrint, type MatterPrint } from "../../core/matter-print.js";
import { openDatabase } from "../../core/sqlite.js";
import type { MatterEntry } from "../../state/matters.js";
import { temporaryState } from "./fixture.js";

const open = temporaryState();
const DAY = 86_400_000;
const AUGUST = Date.UTC(2019, 7, 1);

function print(more: Partial<MatterPrint> = {}): MatterPrint {
  const [grams, titleGrams, placeGrams] = [
    [1, 2, 7],
    [2, 7],
    [5, 0xffffffff],
  ].map((list) => Uint32Array.from(list));
  return { grams, titleGrams, placeGrams, nameGrams: new Uint32Array(), city: 0, district: 0, ...more } as MatterPrint;
}

function entry(id: string, more: Partial<Omit<MatterEntry, "print">> & { print?: MatterPrint } = {}): MatterEntry {
  const encoded = new Uint8Array(Buffer.from(encodeMatterPrint(more.print ?? print()), "base64"));
  return { id, at: AUGUST, representative: id, ...more, print: encoded };
}

const ids = (rows: Iterable<{ id: string }>) => Array.from(rows, ({ id }) => id);

test("a message comes back as it was put, by id, by number and among all, earliest first, ties by id", () => {
  const { state } = open();
  const embedding = Int8Array.from({ length: 256 }, (_, i) => i - 128);
  state.matters.put([entry("late", { at: AUGUST + DAY }), entry("b"), entry("a", { print: print({ embedding }) })]);
  expect(ids(state.matters.scan())).toEqual(["a", "b", "late"]);
  const rows = state.matters.byIds(["late", "unknown", "a"]);
  expect(ids(rows)).toEqual(["a", "late"]);
  expect(rows[0]).toEqual({
    number: expect.any(Number),
    id: "a",
    at: AUGUST,
    representative: "a",
    print: print({ embedding }),
  });
  expect(state.matters.prints(rows.map(({ number }) => number))).toEqual(rows);
});

test("a print of another version is as if it were not there: no answer has it, and it is counted until it is put again", () => {
  const opened = open();
  const other = entry("a");
  opened.state.matters.put([other, entry("b")]);
  const database = openDatabase(opened.path, { durable: true });
  database.exec("UPDATE matter_prints SET print = CAST(x'00' || substr(print, 2) AS BLOB) WHERE number = 1");
  database.close();
  const { matters } = opened.state;
  expect(ids(matters.byIds(["a", "b"]))).toEqual(["b"]);
  expect(ids(matters.prints([1, 2]))).toEqual(["b"]);
  expect(ids(matters.scan())).toEqual(["b"]);
  expect([matters.withoutPrint(AUGUST), matters.withoutPrint(AUGUST + 1)]).toEqual([1, 0]);
  matters.settle(["a"]);
  matters.put([other]);
  expect(matters.pending(2)).toEqual(["a", "b"]);
  expect(matters.withoutPrint(AUGUST)).toBe(0);
});

test("the newest message says when it was written", () => {
  const { state } = open();
  expect(state.matters.latest()).toBeUndefined();
  state.matters.put([entry("a", { at: AUGUST + DAY }), entry("b")]);
  expect(state.matters.latest()).toBe(AUGUST + DAY);
});

test("how common words are is kept as it was saved last", () => {
  const opened = open();
  expect(opened.state.matterFrequencies.load()).toBeUndefined();
  opened.state.matterFrequencies.save(Uint8Array.from([1, 2]));
  opened.state.matterFrequencies.save(Uint8Array.from([3]));
  expect(opened.reopen().matterFrequencies.load()).toEqual(Uint8Array.from([3]));
});

test("the keys of a message are what stands in its title and in the names, each once", () => {
  const { state } = open();
  state.matters.put([
    entry("a", { print: print({ placeGrams: Uint32Array.from([2, 5]) }) }),
    entry("b", { at: -5, print: print({ titleGrams: new Uint32Array(), placeGrams: new Uint32Array() }) }),
  ]);
  const number = new Map([...state.matters.scan()].map((row) => [row.id, row.number]));
  expect([...state.matters.keys()]).toEqual([
    { number: number.get("a"), at: AUGUST, keys: Uint32Array.from([2, 5, 7]) },
    { number: number.get("b"), at: -5, keys: new Uint32Array() },
  ]);
});

test("what is new is pending until it is settled, earliest first; putting the same again changes nothing", () => {
  const { state } = open();
  state.matters.put([entry("b", { at: AUGUST + DAY }), entry("a", { at: AUGUST + DAY }), entry("first")]);
  expect(state.matters.pending(10)).toEqual(["first", "a", "b"]);
  expect(state.matters.pending(2)).toEqual(["first", "a"]);
  state.matters.settle(["first", "a", "unknown"]);
  expect(state.matters.pending(10)).toEqual(["b"]);
  state.matters.put([entry("first"), entry("b", { at: AUGUST + DAY })]);
  expect(state.matters.pending(10)).toEqual(["b"]);
});

test("a message that is not as before is pending again and keeps its number", () => {
  const { state } = open();
  state.matters.put([entry("a"), entry("b"), entry("c"), entry("d")]);
  const before = state.matters.byIds(["a"])[0]?.number;
  state.matters.settle(["a", "b", "c", "d"]);
  state.matters.put([
    entry("a", { print: print({ titleGrams: Uint32Array.from([9]) }) }),
    entry("b", { at: AUGUST + DAY }),
    entry("c", { representative: "a" }),
    entry("d"),
  ]);
  expect(state.matters.pending(10)).toEqual(["a", "c", "b"]);
  expect(state.matters.byIds(["a"])[0]?.number).toBe(before);
  const keys = [...state.matters.keys()];
  expect(keys).toHaveLength(4);
  expect(keys.find(({ number }) => number === before)?.keys).toEqual(Uint32Array.from([5, 9, 0xffffffff]));
});

test("of one message put twice at once the last counts", () => {
  const { state } = open();
  state.matters.put([entry("a"), entry("a", { at: AUGUST + DAY })]);
  expect([...state.matters.scan()].map(({ id, at }) => [id, at])).toEqual([["a", AUGUST + DAY]]);
  expect([...state.matters.keys()].map(({ at }) => at)).toEqual([AUGUST + DAY]);
});

test("a message that gets another representative is pending again, one that has it already is not", () => {
  const { state } = open();
  state.matters.put([entry("a"), entry("b"), entry("c", { representative: "b" })]);
  state.matters.settle(["a", "b", "c"]);
  state.matters.regroup(["a", "c", "unknown"], "b");
  expect(state.matters.pending(10)).toEqual(["a"]);
  expect(state.matters.byIds(["a"])[0]?.representative).toBe("b");
});

test("R25: a message that is forgotten leaves nothing and is not pending any more", () => {
  const { state } = open();
  state.matters.put([entry("old", { at: AUGUST - DAY }), entry("a"), entry("b"), entry("c")]);
  expect(state.matters.expire(AUGUST)).toBe(1);
  expect(state.matters.remove(["a", "unknown"])).toBe(1);
  expect(state.matters.pending(10)).toEqual(["b", "c"]);
  expect(ids(state.matters.scan())).toEqual(["b", "c"]);
  const left = state.matters.byIds(["old", "a", "b", "c"]).map(({ number }) => number);
  expect([...state.matters.keys()].map(({ number }) => number)).toEqual(left);
  state.matters.settle(["old", "a"]);
  state.matters.remove(["b", "c"]);
  expect([...state.matters.keys()]).toEqual([]);
});

test("more messages than are read at once come all, also while others are written", () => {
  const { state } = open();
  const many = Array.from({ length: 5_200 }, (_, i) => entry(`m${String(i).padStart(5, "0")}`));
  state.matters.put(many);
  let read = 0;
  for (const _ of state.matters.scan()) {
    if (read === 0) {
      state.matters.remove(["m05100"]);
      state.matters.put([entry("n")]);
    }
    read++;
  }
  expect(read).toBe(5_200);
  expect([...state.matters.keys()]).toHaveLength(5_200);
});

test("whatever is put, replaced and removed, the keys are those of the messages that are left", () => {
  const message = fc.record({ id: fc.integer({ min: 0, max: 20 }), at: fc.integer({ min: -1e12, max: 1e13 }) });
  const { state } = open();
  fc.assert(
    fc.property(fc.array(message), fc.array(fc.integer({ min: 0, max: 20 })), (put, removed) => {
      state.matters.put(put.map(({ id, at }) => entry(`m${id}`, { at })));
      state.matters.remove(removed.map((id) => `m${id}`));
      const left = [...state.matters.scan()].map(({ number, at }) => [number, at]);
      const keys = [...state.matters.keys()].map(({ number, at }) => [number, at]);
      expect(keys).toEqual(left.sort(([a], [b]) => (a as number) - (b as number)));
    }),
    { numRuns: 50 },
  );
});
