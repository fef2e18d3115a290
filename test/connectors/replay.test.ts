import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../config/schema.js";
import { reparse } from "../../connectors/replay.js";
import type { Reject } from "../../core/reject.js";
import { clock, readFile } from "./helpers.js";

const options = { timezone: "Asia/Shanghai", clock };
const source = (settings: object = {}) =>
  sourceSchema.parse({ type: "csv", name: "board", channel: "board", path: "x", ...settings });

describe("a kept reject, under the mapping and rules of today", () => {
  test("becomes an item once the mapping is right, with the row it had", async () => {
    const content = "编号,时间,登记,内容\n1,待定,2019-08-14,停水\n";
    const { rejects } = await readFile("a.csv", content);
    expect(rejects).toHaveLength(1);
    const again = reparse(rejects[0] as Reject, source({ map: { createdAt: "登记" } }), options);
    expect(again).toMatchObject({
      row: 1,
      item: { externalId: "1", text: "停水", createdAt: "2019-08-13T16:00:00.000Z" },
    });
  });

  test("stays a reject with the reason of today while it is not", async () => {
    const { rejects } = await readFile("a.csv", "编号,时间,内容\n1,待定,停水\n");
    const again = reparse(rejects[0] as Reject, source({ map: { title: "编号" } }), options);
    expect(again).toMatchObject({ row: 1, field: "时间", reason: { zh: expect.stringContaining("形如「字字」") } });
  });

  test("a JSON record is read again from its own bytes, lists included", async () => {
    const record = {
      id: "1",
      when: "2019-08-14",
      time: "?",
      text: "停水",
      history: [{ state: "派单", at: "2019-08-15" }],
    };
    const { rejects } = await readFile("a.jsonl", `${JSON.stringify(record)}\n`);
    expect(reparse(rejects[0] as Reject, source({ map: { createdAt: "when" } }), options)).toMatchObject({
      item: { history: [{ state: "派单", at: "2019-08-14T16:00:00.000Z" }] },
    });
  });

  test("what has no columns, was cut, or is a whole file is given back as it is", async () => {
    const { rejects } = await readFile("a.csv", "编号,时间,内容\n1,2019-08-14\n");
    const ragged = rejects[0] as Reject;
    expect(reparse(ragged, source(), options)).toBe(ragged);
    const cut: Reject = { ...ragged, columns: { 时间: "2019-08-14", 内容: "停水" }, rawCut: true };
    expect(reparse(cut, source(), options)).toBe(cut);
    const whole: Reject = { ...ragged, row: 0 };
    expect(reparse(whole, source(), options)).toBe(whole);
  });
});
