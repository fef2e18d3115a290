import { describe, expect, test } from "vitest";
import { Endings, endings } from "../../../analyzers/places/endings.js";

const own = new Endings(
  [
    "# a comment",
    "road 路 2-5 -马路 >由",
    "school 小学 1-8 =中小学 -民办小学",
    "school 实验小学 0-8",
    "trigger 小区 2-9",
  ].join("\n"),
);

const matchIn = (text: string) => own.match(text, text.length - 1);

describe("an ending", () => {
  test("is told with its kind and how long the name before it may be", () => {
    expect(matchIn("月桂路")?.ending).toMatchObject({ kind: "road", text: "路", min: 2, max: 5, trigger: false });
  });
  test("is the longest that fits", () => {
    expect(matchIn("第二实验小学")?.ending.text).toBe("实验小学");
  });
  test("never is an ordinary word of a road", () => {
    expect(matchIn("这条马路")).toBeUndefined();
  });
  test("marked = never is an ordinary word either", () => {
    expect(matchIn("全市中小学")).toBeUndefined();
  });
  test("of other kinds tells how long the ordinary word is, since a longer name may hold it", () => {
    expect(matchIn("育英民办小学")).toMatchObject({ ordinary: 4 });
  });
  test("does not count before what must not follow", () => {
    expect(own.match("无线路由", 2)).toBeUndefined();
  });
  test("that is a trigger names what stands before it", () => {
    expect(matchIn("松风里小区")?.ending).toMatchObject({ trigger: true, kind: "estate" });
  });
});

test("the shipped endings are well formed: spans, known kinds, no ending twice", () => {
  const { all } = endings();
  expect(all.length).toBeGreaterThan(150);
  for (const { min, max, text } of all) expect(min <= max && text.length > 0).toBe(true);
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
});
