import { expect, test } from "vitest";
import { flagsOf } from "../../../../trends/issues/heat/flags.js";
import { statsOf } from "../../../../trends/issues/heat/stats.js";
import { SHANGHAI, said } from "./said.js";

test("messages are counted by day in the office's zone, citizens once, what one citizen says on one day as one voice", () => {
  const stats = statsOf(
    [
      // 23:30 in Shanghai: still the 3rd, whatever the date in UTC.
      said("2024-06-03 23:30", { authorKey: "li", sentiment: "negative", severity: 2, likes: 7 }),
      said("2024-06-03 09:00", { authorKey: "li", severity: 1, likes: 3, dislikes: 2 }),
      said("2024-06-04 00:10", { authorKey: "li" }),
      said("2024-06-04 08:00", { authorKey: "chen", channel: "post", likes: 5 }),
      said("2024-06-04 08:05", { authorKey: undefined }),
      said("2024-06-04 08:06", { authorKey: undefined, severity: 3 }),
    ],
    SHANGHAI,
  );
  expect(stats).toEqual({
    from: "2024-06-03T01:00:00.000Z",
    to: "2024-06-04T00:06:00.000Z",
    count: 6,
    citizens: 4,
    days: [
      { day: "2024-06-03", n: 2, citizens: 1 },
      { day: "2024-06-04", n: 4, citizens: 4 },
    ],
    negative: 1,
    severity: [0, 3, 1, 1],
    likes: 12,
    dislikes: 2,
    echoes: 1,
    mostByOne: 3,
  });
  expect(() => statsOf([], SHANGHAI)).toThrow(RangeError);
});

test("一人多诉 from three messages of one citizen, 多人同诉 from five citizens, 群体 from three severe voices among them", () => {
  const flags = (members: Parameters<typeof statsOf>[0]) => flagsOf(statsOf(members, SHANGHAI));
  const many = (n: number, severity: 1 | 3 = 1) =>
    Array.from({ length: n }, () => said("2024-06-03 10:00", { severity }));
  const one = (n: number, severity: 1 | 3 = 1) =>
    Array.from({ length: n }, () => said("2024-06-03 10:00", { authorKey: "li", severity }));
  expect(flags(one(2))).toEqual([]);
  expect(flags(one(3))).toEqual(["repeat"]);
  expect(flags(many(4))).toEqual([]);
  expect(flags(many(5))).toEqual(["several"]);
  expect(flags([...many(5), ...one(3)])).toEqual(["repeat", "several"]);
  expect(flags([...many(2), ...many(3, 3)])).toEqual(["several", "group"]);
  // Three severe voices of forty may be three misreadings.
  expect(flags([...many(37), ...many(3, 3)])).toEqual(["several"]);
  // One citizen who cries three times is no group.
  expect(flags([...many(5), ...one(3, 3)])).not.toContain("group");
});
