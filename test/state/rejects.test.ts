import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Reject } from "../../core/reject.js";
import { NOW, temporaryState } from "./fixture.js";

const open = temporaryState();
const SECRET = "张小明,13812345678,楼上漏水";

function reject(more: Partial<Reject> = {}): Reject {
  return {
    source: "board",
    input: "2019.csv",
    row: 12,
    line: 14,
    offset: 900,
    field: "时间",
    reason: { zh: "不是日期", en: "not a date" },
    raw: Buffer.from(SECRET),
    columns: { 姓名: "张小明", 电话: "13812345678" },
    ...more,
  };
}

test("a reject is listed without its content and opened whole", () => {
  const { state } = open();
  expect(state.rejects.add([reject()], 4)).toBe(1);
  const [listed] = state.rejects.list();
  const { raw, columns, ...clear } = reject();
  expect(listed).toEqual({ ...clear, id: listed?.id, runId: 4, recordedAt: NOW, status: "open" });
  expect(state.rejects.get(listed?.id as string)).toEqual({ ...listed, raw, columns });
  expect(state.rejects.get("unknown")).toBeUndefined();
});

test("a reject with nothing but the least", () => {
  const { state } = open();
  const least = { source: "s", input: "i", row: 0, reason: { zh: "坏", en: "bad" }, raw: Buffer.alloc(0) };
  state.rejects.add([{ ...least, rawCut: true }], 1);
  const [listed] = state.rejects.list();
  expect(state.rejects.get(listed?.id as string)).toEqual({ ...listed, raw: Buffer.alloc(0), rawCut: true });
  expect(listed).not.toHaveProperty("line");
});

test("R10, R24: raw bytes and columns lie encrypted in the file, reason, field and row in clear", () => {
  const { state, path } = open();
  state.rejects.add([reject()], 1);
  state.close();
  const file = readFileSync(path).toString("latin1");
  const bytes = (text: string) => Buffer.from(text).toString("latin1");
  for (const text of ["张小明", "13812345678", "漏水"]) expect(file).not.toContain(bytes(text));
  expect(file).toContain(bytes("不是日期"));
});

test("R11: the same record at the same place refused for the same reason is one reject, however often it is read", () => {
  const { state } = open();
  expect(state.rejects.add([reject(), reject()], 1)).toBe(1);
  const id = state.rejects.list()[0]?.id as string;
  state.rejects.mark(id, "dropped", 2);
  expect(state.rejects.add([reject({ line: 20 })], 3)).toBe(0);
  expect(state.rejects.list()).toMatchObject([{ id, status: "dropped", runId: 1, line: 14 }]);
  const others = [
    reject({ row: 13 }),
    reject({ input: "2020.csv" }),
    reject({ source: "hotline" }),
    reject({ reason: { zh: "缺少标题", en: "no title" } }),
    reject({ raw: Buffer.from("another record") }),
  ];
  expect(state.rejects.add(others, 3)).toBe(5);
});

test("rejects are listed by source, input and status, in order of row, and counted", () => {
  const { state } = open();
  state.rejects.add([reject({ row: 3 }), reject({ row: 1 }), reject({ row: 2, source: "hotline" })], 1);
  const rows = state.rejects.list({ source: "board" }).map(({ row }) => row);
  expect(rows).toEqual([1, 3]);
  state.rejects.mark(state.rejects.list({ source: "board" })[0]?.id as string, "replayed", 2);
  expect(state.rejects.list({ source: "board", input: "2019.csv", status: "open" }).map(({ row }) => row)).toEqual([3]);
  expect(state.rejects.counts()).toEqual({ open: 2, replayed: 1, dropped: 0 });
  expect(state.rejects.counts({ source: "hotline" })).toEqual({ open: 1, replayed: 0, dropped: 0 });
});

test("R25: rejects expire by the time they were recorded", () => {
  const { state, clock } = open();
  state.rejects.add([reject()], 1);
  clock.advance(1000);
  state.rejects.add([reject({ row: 13 })], 1);
  expect(state.rejects.expire(NOW + 1000)).toBe(1);
  expect(state.rejects.list().map(({ row }) => row)).toEqual([13]);
});
