import { expect, test } from "vitest";
import { signatureOf } from "../../../analyzers/signature.js";
import { foldAll } from "../../../pipelines/issues/fold-all.js";

const DAY = 86_400_000;
const OPTIONS = { similarity: 0.85, days: 30 };
const TEXT = "星湖花园三栋旁边的搅拌站每天凌晨两点还在开工，噪声和灰尘让整栋楼的人都睡不着，孩子一直咳嗽。";

const print = (id: string, day: number, text: string, authorKey?: string) => ({
  id,
  createdAt: day * DAY,
  signature: signatureOf(text),
  ...(authorKey && { authorKey }),
});

test("copies go to the earliest of them, whatever the order of the file", () => {
  const copies = [
    print("c", 9, TEXT),
    print("other", 4, "望江路路灯坏了一个星期没有人修。"),
    print("a", 3, TEXT),
    print("b", 5, TEXT),
  ];
  const expected = new Map([
    ["b", "a"],
    ["c", "a"],
  ]);
  expect(new Map([...foldAll(copies, OPTIONS)].sort())).toEqual(expected);
  expect(new Map([...foldAll([...copies].reverse(), OPTIONS)].sort())).toEqual(expected);
});

test("a citizen who retells the matter is folded, another who tells it so is not", () => {
  const retold = "星湖花园三栋旁边的搅拌站每天凌晨两点还在开工，噪声和灰尘让整栋楼的人都睡不着，反映过多次没人管。";
  expect(foldAll([print("a", 1, TEXT, "one"), print("b", 4, retold, "one")], OPTIONS).get("b")).toBe("a");
  expect(foldAll([print("a", 1, TEXT, "one"), print("b", 4, retold, "two")], OPTIONS).size).toBe(0);
});

test("copies further apart than the window stay apart", () => {
  expect(foldAll([print("a", 1, TEXT), print("b", 40, TEXT)], OPTIONS).size).toBe(0);
});
