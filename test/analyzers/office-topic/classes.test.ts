import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseClasses, LEAST_ROWS } from "../../../analyzers/office-topic/classes.js";

const times = (n: number, ...path: string[]) => Array.from({ length: n }, () => path);

test("rare topics are learned as the level above them, or left out where that has too few rows too", () => {
  const plan = chooseClasses([
    ...times(6, "城管", "占道", "夜市"),
    ...times(2, "城管", "占道", "早市"),
    ...times(4, "城管", "绿化"),
    ...times(9, "水电"),
    ...times(3, "殡葬", "墓地"),
  ]);
  // 早市 (2) goes to 城管/占道, which stays too small (2) and goes on to 城管, as does 绿化 (4): 6 rows there.
  expect(plan.classes).toEqual([["城管"], ["城管", "占道", "夜市"], ["水电"]]);
  expect(plan.merged).toEqual([
    { path: ["城管", "占道", "早市"], rows: 2 },
    { path: ["城管", "绿化"], rows: 4 },
  ]);
  expect(plan.left).toEqual([{ path: ["殡葬", "墓地"], rows: 3 }]);
  expect(plan.classOf(["城管", "占道", "早市"])).toBe(0);
  expect(plan.classOf(["水电"])).toBe(2);
  expect(plan.classOf(["殡葬", "墓地"])).toBe(-1);
});

test("every class has enough rows, and every row its class unless its first level is left out", () => {
  const level = fc.constantFrom("甲", "乙", "丙");
  fc.assert(
    fc.property(fc.array(fc.array(level, { minLength: 1, maxLength: 3 }), { maxLength: 80 }), (paths) => {
      const { classes, classOf, left } = chooseClasses(paths);
      const counts = classes.map(() => 0);
      for (const path of paths) {
        const index = classOf(path);
        if (index < 0) expect(left.map((one) => one.path)).toContainEqual(path);
        else counts[index]!++;
      }
      for (const n of counts) expect(n).toBeGreaterThanOrEqual(LEAST_ROWS);
    }),
  );
});
