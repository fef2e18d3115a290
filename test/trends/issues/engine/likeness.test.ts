import { describe, expect, test } from "vitest";
import { frequenciesOf } from "../../../../trends/issues/engine/frequencies.js";
import { type Group, groupOf, joined, likeness } from "../../../../trends/issues/engine/group.js";
import { MATTER_SETTINGS } from "../../../../trends/issues/engine/settings.js";
import { matter, others, type Told } from "./matters.js";

const SCHOOL: Told[] = [
  { title: "第三中学强制补课", direction: 3 },
  { title: "暑期上课还要收钱", direction: 3 },
];

/** How alike two messages are, among many others. */
function alike(a: Told, b: Told): number {
  const two = [matter(a, "a"), matter(b, "b")];
  const frequencies = frequenciesOf([...two, ...others(200)].map(({ print }) => print));
  const [x, y] = two.map(({ print }) => groupOf(print, frequencies, MATTER_SETTINGS)) as [Group, Group];
  return likeness(x, y, MATTER_SETTINGS);
}

describe("two messages", () => {
  test("in different districts are less alike, in the same one no less than where none is known", () => {
    const [a, b] = SCHOOL as [Told, Told];
    const inDistricts = (x: string, y: string) =>
      alike({ ...a, area: { district: x } }, { ...b, area: { district: y } });
    expect(inDistricts("河东区", "河东区")).toBeCloseTo(alike(a, b), 5);
    expect(inDistricts("河东区", "河西区")).toBeLessThan(alike(a, b));
  });

  test("that name the same estate are more alike, that name different ones less", () => {
    const [a, b] = SCHOOL as [Told, Told];
    const near = (x: string, y: string) => alike({ ...a, places: [x] }, { ...b, places: [y] });
    expect(near("清澜苑", "清澜苑")).toBeCloseTo(alike(a, b) + MATTER_SETTINGS.place, 5);
    expect(near("清澜苑", "枫桥里")).toBeCloseTo(alike(a, b) - MATTER_SETTINGS.elsewhere, 5);
  });

  test("of the same direction gain no more from it than the setting allows", () => {
    const a = { title: "东边", direction: 1 };
    const b = { title: "西边", direction: 1 };
    expect(alike(a, b)).toBeCloseTo(MATTER_SETTINGS.most, 5);
    expect(alike(a, { ...b, direction: 2 })).toBeCloseTo(0, 5);
  });
});

test("the likeness of two groups is the mean over all pairs of their messages, where no limit is touched", () => {
  const told = [1, 1, 2, 3].map((direction, i) => ({ title: `标题${"甲乙丙丁"[i]}`, direction }));
  const prints = told.map((one, i) => matter(one, String(i)).print);
  const frequencies = frequenciesOf(prints);
  const [a, b, c, d] = prints.map((print) => groupOf(print, frequencies, MATTER_SETTINGS)) as [
    Group,
    Group,
    Group,
    Group,
  ];
  const settings = { ...MATTER_SETTINGS, most: 1, words: 0, titles: 0, elsewhere: 0, place: 0, otherName: 0 };
  // Pairs a–b 1, a–d 0, c–b 0, c–d 0.
  expect(likeness(joined(a, c), joined(b, d), settings)).toBeCloseTo(0.25, 5);
});

test("a word of the matter that half of the titles share does not make one of two estates", () => {
  const told = (estate: string): Told[] => [
    { title: `${estate}充电桩`, places: [estate], direction: 1 },
    { title: `${estate}车位`, places: [estate], direction: 1 },
  ];
  const both = [...told("清澜苑"), ...told("枫桥里")].map((one, i) => matter(one, String(i)).print);
  const frequencies = frequenciesOf([...both, ...others(200).map(({ print }) => print)]);
  const [a, b, c, d] = both.map((print) => groupOf(print, frequencies, MATTER_SETTINGS)) as [
    Group,
    Group,
    Group,
    Group,
  ];
  const apart = likeness(joined(a, b), joined(c, d), MATTER_SETTINGS);
  const unnamed = likeness(joined(a, b), joined(c, d), { ...MATTER_SETTINGS, otherName: 0 });
  expect(unnamed - apart).toBeCloseTo(MATTER_SETTINGS.otherName, 5);
});
