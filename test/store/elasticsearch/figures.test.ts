import fc from "fast-check";
import { expect, test } from "vitest";
import { PACKED, PLAIN, packTone, packWeight } from "../../../store/elasticsearch/figures.js";

const sums = (tone: number, weight: number) => ({ t: { value: tone }, w: { value: weight } });

test("three documents in two sums", () => {
  // Negative and severe with −0.5, neutral with 0, positive and severe with 0.25.
  const tone = packTone(1, 0) + packTone(0, 0) + packTone(0, 1);
  const weight = packWeight(1, -500) + packWeight(0, 0) + packWeight(1, 250);
  const expected = { n: 3, negative: 1, neutral: 1, positive: 1, scoreMilli: -250, severe: 2 };
  expect(PACKED.read(3, sums(tone, weight))).toEqual(expected);
  const plain = { negative: 1, positive: 1, scoreMilli: -250, severe: 2 };
  const values = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, { value }]));
  expect(PLAIN.read(3, values)).toEqual(expected);
});

test("the largest and the smallest sums of as many documents as can be packed come apart exactly", () => {
  const most = 2 ** 21 - 1;
  for (const [negative, severe, score] of [
    [most, most, -1000],
    [0, 0, 1000],
    [0, most, -1000],
    [most, 0, -1000],
  ] as const) {
    const positive = most - negative;
    const weight = most * score + severe * packWeight(1, 0);
    const read = PACKED.read(most, sums(packTone(negative, positive), weight));
    expect(read).toEqual({ n: most, negative, neutral: 0, positive, scoreMilli: most * score, severe });
  }
});

test("more documents are not read from packed sums", () => {
  expect(PACKED.read(2 ** 21, sums(0, 0))).toBeUndefined();
});

test("whatever is summed comes apart", () => {
  const one = fc.record({
    tone: fc.constantFrom([1, 0], [0, 0], [0, 1]),
    severe: fc.integer({ min: 0, max: 1 }),
    score: fc.integer({ min: -1000, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.array(one), (list) => {
      const add = (value: (entry: (typeof list)[number]) => number) => list.reduce((sum, e) => sum + value(e), 0);
      const read = PACKED.read(
        list.length,
        sums(
          add(({ tone: [negative, positive] }) => packTone(negative as number, positive as number)),
          add(({ severe, score }) => packWeight(severe, score)),
        ),
      );
      expect(read).toMatchObject({
        negative: add(({ tone }) => tone[0] as number),
        positive: add(({ tone }) => tone[1] as number),
        scoreMilli: add(({ score }) => score),
        severe: add(({ severe }) => severe),
      });
    }),
  );
});
