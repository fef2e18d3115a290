import fc from "fast-check";
import { expect, test } from "vitest";
import { findMatters, type Matter } from "../../../../trends/issues/engine/find-matters.js";
import { matter, others } from "./matters.js";

const SMOKE = [
  { title: "清澜苑楼下餐馆油烟直排", places: ["清澜苑"], direction: 1 },
  { title: "投诉清澜苑底商油烟扰民", places: ["清澜苑"], direction: 1, day: 2 },
  { title: "清澜苑小区一楼烧烤店油烟熏人", places: ["清澜苑小区"], direction: 1, day: 9 },
];
const CRACKS = [
  { title: "清澜苑外墙开裂", places: ["清澜苑"], direction: 2 },
  { title: "清澜苑多户墙面开裂渗水", places: ["清澜苑"], direction: 2, day: 1 },
  { title: "反映清澜苑墙体裂缝", places: ["清澜苑"], direction: 2, day: 3 },
];
const ELSEWHERE = [
  { title: "枫桥里楼下餐馆油烟直排", places: ["枫桥里"], direction: 1 },
  { title: "投诉枫桥里底商油烟扰民", places: ["枫桥里"], direction: 1, day: 4 },
  { title: "枫桥里一楼烧烤店油烟熏人", places: ["枫桥里"], direction: 1, day: 5 },
];
const NOISE = others(200);

/** The ids of each issue that was found, without the messages about other things. */
function issuesOf(matters: readonly Matter[]): string[][] {
  const found = new Map<number, string[]>();
  for (const [i, number] of findMatters(matters).entries()) {
    if (number >= 0) found.set(number, [...(found.get(number) ?? []), matters[i]!.id]);
  }
  return [...found.values()].filter((ids) => ids.some((id) => !id.startsWith("other")));
}
const titles = (list: { title: string }[]): string[] => list.map(({ title }) => title);

test("messages about the same matter in the same place are one issue", () => {
  const matters = [...SMOKE.map((told) => matter(told)), ...NOISE];
  expect(issuesOf(matters)).toEqual([titles(SMOKE)]);
});

test("another matter in the same place is another issue, and so is the same matter in another place", () => {
  const matters = [...SMOKE, ...CRACKS, ...ELSEWHERE].map((told) => matter(told)).concat(NOISE);
  const found = issuesOf(matters).sort();
  expect(found).toEqual([titles(SMOKE), titles(CRACKS), titles(ELSEWHERE)].sort());
});

test("estates that no list of places has are told apart by their names in the titles", () => {
  const lifts = (estate: string) => [
    { title: `${estate}电梯坏了没人修`, direction: 1 },
    { title: `反映${estate}电梯停运`, direction: 1, day: 2 },
    { title: `${estate}电梯故障半个月了`, direction: 1, day: 3 },
  ];
  const [a, b] = [lifts("璟岚樾"), lifts("柘溪檀")];
  const found = issuesOf([...[...a, ...b].map((told) => matter(told)), ...NOISE]).sort();
  expect(found).toEqual([titles(a), titles(b)].sort());
});

test("two messages are no issue yet, three are", () => {
  const some = SMOKE.map((told) => matter(told));
  expect(issuesOf([...some.slice(0, 2), ...NOISE])).toEqual([]);
  expect(issuesOf([...some, ...NOISE])).toHaveLength(1);
});

test("a repeat goes where the message goes that it repeats, whatever it says", () => {
  const repeat = matter({ title: "同上", representative: SMOKE[1]!.title });
  const found = issuesOf([...SMOKE.map((told) => matter(told)), repeat, ...NOISE]);
  expect(found).toEqual([[...titles(SMOKE), "同上"]]);
});

test("without a model words and places alone find what says it in nearly the same words", () => {
  const told = [1, 2, 3].map((n) =>
    matter({ title: `清澜苑底商油烟扰民第${n}次投诉`, places: ["清澜苑"] }, `plain ${n}`),
  );
  const rest = NOISE.map(({ print: { embedding: _none, ...print }, ...other }) => ({ ...other, print }));
  expect(issuesOf([...told, ...rest])).toEqual([["plain 1", "plain 2", "plain 3"]]);
});

test("what a person put together stays together, what a person put apart stays apart", () => {
  const together = [...SMOKE, ...CRACKS].map((told) => matter({ ...told, fixed: "one" }));
  expect(issuesOf([...together, ...NOISE])).toHaveLength(1);
  const apart = SMOKE.concat({ title: "清澜苑油烟又来了", places: ["清澜苑"], direction: 1, day: 10 }).map((told, i) =>
    matter({ ...told, ...(i < 3 ? { fixed: "first" } : { fixed: "second" }) }),
  );
  expect(issuesOf([...apart, ...NOISE])).toEqual([titles(SMOKE)]);
});

test("the answer does not depend on the order of the messages", () => {
  const matters = [...SMOKE, ...CRACKS, ...ELSEWHERE].map((told) => matter(told)).concat(NOISE.slice(0, 60));
  const byId = (list: readonly Matter[]): Map<string, number> => {
    const numbers = findMatters(list);
    return new Map(list.map(({ id }, i) => [id, numbers[i]!]));
  };
  const expected = byId(matters);
  const shuffled = fc.shuffledSubarray(matters, { minLength: matters.length });
  fc.assert(
    fc.property(shuffled, (list) => {
      const found = byId(list);
      for (const [id, number] of expected) expect(found.get(id)).toBe(number);
    }),
    { numRuns: 20 },
  );
});

test("no messages, no issues", () => {
  expect(findMatters([])).toEqual([]);
});
