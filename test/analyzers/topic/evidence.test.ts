import { expect, test } from "vitest";
import { CueEvidence } from "../../../analyzers/topic/evidence.js";
import { parseTaxonomy } from "../../../analyzers/topic/taxonomy.js";

const taxonomy = parseTaxonomy(
  `
ignore: 教育局长
topics:
  城乡建设:
    供热: 暖气 集中供暖
    供水: 停水 公共
  教育: 教育局 公共 读书?
`,
  "t.yaml",
);

/** Evidence by class after thirty characters that say nothing, so that no cue stands in the title. */
function evidenceIn(text: string, lead = "。".repeat(30)): Record<string, number> {
  const evidence = new CueEvidence(taxonomy);
  evidence.read(lead + text);
  return Object.fromEntries(taxonomy.classes.map(({ name }, i) => [name, evidence.scores[i]!]));
}

test("two characters count 1, three 1.4, more 1.8, weak ones half; for the classes above too", () => {
  expect(evidenceIn("暖气")).toEqual({ 城乡建设: 1, 供热: 1, 供水: 0, 教育: 0 });
  expect(evidenceIn("集中供暖")).toEqual({ 城乡建设: 1.8, 供热: 1.8, 供水: 0, 教育: 0 });
  expect(evidenceIn("教育局")).toEqual({ 城乡建设: 0, 供热: 0, 供水: 0, 教育: 1.4 });
  expect(evidenceIn("读书")).toEqual({ 城乡建设: 0, 供热: 0, 供水: 0, 教育: 0.5 });
});

test("classes side by side share a word: first levels with first levels, second with second", () => {
  expect(evidenceIn("公共")).toEqual({ 城乡建设: 0.5, 供热: 0, 供水: 1, 教育: 0.5 });
});

test("said again counts less, in the title double, an ignored phrase hides the cue inside", () => {
  expect(evidenceIn("停水停水").供水).toBeCloseTo(1 + Math.log(2), 12);
  expect(evidenceIn("停水", "").供水).toBeCloseTo(1 + Math.log(2), 12);
  expect(evidenceIn("教育局长").教育).toBe(0);
});

test("whether a cue stands in the title is known per class, and forgotten with the next text", () => {
  const evidence = new CueEvidence(taxonomy);
  evidence.read("停水三天");
  expect([...evidence.headCues]).toEqual([1, 0, 1, 0]);
  evidence.read(`${"。".repeat(30)}停水三天`);
  expect([...evidence.headCues]).toEqual([0, 0, 0, 0]);
  evidence.read("");
  expect([...evidence.scores]).toEqual([0, 0, 0, 0]);
});
