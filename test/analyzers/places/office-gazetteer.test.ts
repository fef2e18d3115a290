import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadGazetteer, parseGazetteer } from "../../../analyzers/places/office-gazetteer.js";
import { createPlacesAnalyzer } from "../../../analyzers/places/places.js";
import { UsageError } from "../../../core/errors.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-gazetteer-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer): string {
  const path = join(folder, "places.csv");
  writeFileSync(path, content);
  return path;
}

describe("lines that can be used", () => {
  test.each([
    ["estate,丽景花园,临江区,湖滨街道", { kind: "estate", name: "丽景花园", district: "临江区", street: "湖滨街道" }],
    ["road,望江路,,", { kind: "road", name: "望江路" }],
    ["road,望江路", { kind: "road", name: "望江路" }],
    ["小区,丽景花园,临江区", { kind: "estate", name: "丽景花园", district: "临江区" }],
    ['company,"云江水务,一分公司",临江区,', { kind: "company", name: "云江水务,一分公司", district: "临江区" }],
    [" estate , 丽景花园 , 临江区 ,", { kind: "estate", name: "丽景花园", district: "临江区" }],
  ])("%s", (line, entry) => {
    expect(parseGazetteer(line)).toEqual({ entries: [entry], problems: [] });
  });

  test("a header, comments, empty lines, a byte order mark and Windows line ends are fine", () => {
    const { entries, problems } = parseGazetteer("\uFEFFkind,name,district,street\r\n# 主城\r\n\r\nroad,望江路,,\r\n");
    expect(entries).toEqual([{ kind: "road", name: "望江路" }]);
    expect(problems).toEqual([]);
  });
});

describe("R42: problems are told with their line, and nothing is loaded", () => {
  test.each([
    ["bridge,望江桥,,", "类别「bridge」不认识"],
    ["road,路,,", "有 1 个字，应为 2–40 个"],
    ["road,,,", "有 0 个字"],
    ["street,湖滨街道,,", "没有写所属区县"],
    ["road,望江路,临江区,湖滨街道,多一列", "有 5 列，最多 4 列"],
    ["road,望\u0007江路,,", "控制字符"],
  ])("%s", (line, expected) => {
    const { entries, problems } = parseGazetteer(`kind,name,district,street\n${line}\nroad,望江路,,`);
    expect(problems.map(({ line: at }) => at)).toEqual([2]);
    expect(problems[0]!.zh).toContain(expected);
    expect(entries).toHaveLength(1);
  });

  test("the error names the file and the line", () => {
    const path = file("road,望江路,,\nbridge,望江桥,,\n");
    expect(() => loadGazetteer(path)).toThrow(UsageError);
    expect(() => loadGazetteer(path)).toThrow(/places\.csv 有 1 处错误：\n {2}第 2 行/);
  });

  test("a missing file and one that is not UTF-8 are usage errors", () => {
    expect(() => loadGazetteer(join(folder, "none.csv"))).toThrow(/读不出来/);
    expect(() => loadGazetteer(file(Buffer.from([0xcd, 0xfb, 0xbd, 0xad, 0xc2, 0xb7])))).toThrow(/UTF-8/);
  });
});

test("a name of the office's gazetteer is found whatever stands around it, with the kind that the office gives", async () => {
  const path = file("kind,name,district,street\ncompany,安心到家,临江区,\nestate,十里风荷,,\n");
  const analyzer = createPlacesAnalyzer({ gazetteerFiles: [path] });
  expect(await analyzer.analyze([{ content: "十里风荷的人都说安心到家不来修" }])).toEqual([
    {
      places: [
        { kind: "estate", name: "十里风荷" },
        { kind: "company", name: "安心到家" },
      ],
    },
  ]);
});

test("the version changes with the office's gazetteer", () => {
  const one = createPlacesAnalyzer().version;
  expect(createPlacesAnalyzer().version).toBe(one);
  expect(createPlacesAnalyzer({ gazetteerFiles: [file("road,望江路,,\n")] }).version).not.toBe(one);
});
