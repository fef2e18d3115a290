import fc from "fast-check";
import { expect, test } from "vitest";
import { loadTaxonomy, parseTaxonomy, TaxonomyError } from "../../../analyzers/topic/taxonomy.js";

const faultOf = (source: string): TaxonomyError => {
  try {
    parseTaxonomy(source, "t.yaml");
  } catch (error) {
    if (error instanceof TaxonomyError) return error;
    throw error;
  }
  return expect.unreachable();
};

test("the shipped taxonomy has 15 first levels, 103 names on the second, 390 on the third", () => {
  const { classes } = loadTaxonomy();
  const names = (level: number) => classes.filter((c) => c.level === level).map(({ name }) => name);
  expect(names(1)).toHaveLength(15);
  expect(new Set(names(2))).toHaveLength(103);
  expect(new Set(names(3))).toHaveLength(390);
  expect(names(3)).toHaveLength(517);
});

test("in the shipped taxonomy every word is at least two characters long and no weak mark is left over", () => {
  const words = loadTaxonomy().classes.flatMap(({ cues }) => cues.map(({ word }) => word));
  expect(words.filter((word) => word.length < 2 || /[?？\s]/u.test(word))).toEqual([]);
});

test("three levels, cue words behind the name, weak ones marked, 其他 without its name", () => {
  const { classes, ignore } = parseTaxonomy(
    `
ignore: 教育局长
topics:
  城乡建设:
    words: 市政
    供热:
      words: 暖气 供暖？
      管道: 漏水?
        爆管
      其他:
  教育:
`,
    "t.yaml",
  );
  expect(ignore).toEqual(["教育局长"]);
  expect(classes.map(({ name, level, parent }) => [name, level, parent])).toEqual([
    ["城乡建设", 1, -1],
    ["供热", 2, 0],
    ["管道", 3, 1],
    ["其他", 3, 1],
    ["教育", 1, -1],
  ]);
  expect(classes[1]!.cues).toEqual([
    { word: "供热", weak: false },
    { word: "暖气", weak: false },
    { word: "供暖", weak: true },
  ]);
  expect(classes[2]!.cues.map(({ word }) => word)).toEqual(["管道", "漏水", "爆管"]);
  expect(classes[3]!.cues).toEqual([]);
});

test("a flat taxonomy is one too: a first level with its words; commas are taken for spaces", () => {
  const { classes } = parseTaxonomy("topics:\n  供热: 暖气、供暖，暖气片\n  供水: 停水\n", "t.yaml");
  expect(classes.map(({ level }) => level)).toEqual([1, 1]);
  expect(classes[0]!.cues.map(({ word }) => word)).toEqual(["供热", "暖气", "供暖", "暖气片"]);
});

test("a name listed again with ? becomes a weak cue", () => {
  const { classes } = parseTaxonomy("topics:\n  文化: 文化?\n", "t.yaml");
  expect(classes[0]!.cues).toEqual([{ word: "文化", weak: true }]);
});

test("R42: a fault is told with its line and what was expected", () => {
  const number = faultOf("topics:\n  商贸:\n    市场:\n      传销: 1040\n");
  expect(number.what.zh).toBe(
    "分类体系文件 t.yaml 第 4 行：topics > 商贸 > 市场 > 传销: 应为以空格分开的词(单独一个数字请加引号)",
  );
  expect(number.exitCode).toBe(2);
  expect(faultOf("topics:\n  商贸: [词, 词]\n").what.en).toBe(
    "Taxonomy file t.yaml, line 2: topics > 商贸: expected cue words, or the classes of the next level, indented",
  );
  expect(faultOf("topics:\n  甲:\n    乙:\n      丙:\n        丁: 词\n").what.zh).toContain("第 5 行");
  expect(faultOf("topics:\n  甲: 词\nskip: 词\n").what.zh).toContain("topics 和 ignore");
  expect(faultOf("topics: {}\n").what.zh).toContain("应为一级类目");
  expect(faultOf("topics:\n  甲: 词\n  甲: 词\n").what.zh).toContain("第 3 行");
  expect(faultOf("topics:\n  甲: *nobody\n").what.zh).toContain("YAML");
  expect(faultOf("").what.zh).toContain("第 1 行");
});

test("a file that is not there: which one, and which key of the configuration", () => {
  expect(() => loadTaxonomy("/nowhere/t.yaml")).toThrow(TaxonomyError);
  expect(() => loadTaxonomy("/nowhere/t.yaml")).toThrow("/nowhere/t.yaml");
});

test("R42: whatever is in the file, it is a taxonomy or a TaxonomyError", () => {
  const line = fc.constantFrom(
    "topics:",
    "  甲:",
    "    words: 词 词",
    "    乙: 词",
    "ignore: 词",
    "- x",
    "  : ",
    "&a *a",
    "\t",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 8 }), (lines) => {
      try {
        expect(parseTaxonomy(lines.join("\n"), "t.yaml").classes.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(TaxonomyError);
      }
    }),
  );
});
