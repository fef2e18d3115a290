import { expect, test } from "vitest";
import { EQUAL_BLEND } from "../../analyzers/blend/blend.js";
import { fitOdds } from "../../scripts/models/fit-odds.js";
import { fitPool, type Heard, logLoss } from "../../scripts/models/fit-pool.js";
import { fitMoves, fitThreshold } from "../../scripts/models/fit-thresholds.js";

const EQUAL = { encoder: 0.5, linear: 0.5, words: 1, temperature: 1 };
const BOTH = { linear: true, words: false };

/** Rows of two classes: the encoder is right in all of them, the linear model in half. */
function rows(n: number): Heard[] {
  return Array.from({ length: n }, (_, i) => {
    const truth = i % 2;
    const right = truth === 0 ? [0.9, 0.1] : [0.1, 0.9];
    return { truth, voices: { encoder: right, linear: i % 4 < 2 ? right : right.toReversed() } };
  });
}

test("the loss of a judge that gives the truth 0.9 is −ln 0.9", () => {
  const alone = rows(8).map(({ truth, voices }) => ({ truth, voices: { encoder: voices.encoder } }));
  expect(logLoss(alone, 2, EQUAL)).toBeCloseTo(-Math.log(0.9), 6);
});

test("with many rows the better judge is heard alone", () => {
  expect(fitPool(rows(2000), 2, BOTH, { ...EQUAL, words: 0 })).toMatchObject({ encoder: 1, linear: 0 });
});

test("with few rows the weights stay near to equal ones", () => {
  const { encoder } = fitPool(rows(8), 2, BOTH, { ...EQUAL, words: 0 });
  expect(encoder).toBeGreaterThanOrEqual(0.5);
  expect(encoder).toBeLessThan(1);
});

test("judges that are not there get no weight", () => {
  const alone = rows(100).map(({ truth, voices }) => ({ truth, voices: { encoder: voices.encoder } }));
  const start = { encoder: 1, linear: 0, words: 0, temperature: 1 };
  expect(fitPool(alone, 2, { linear: false, words: false }, start)).toMatchObject({ encoder: 1, linear: 0, words: 0 });
});

test("what the emoticons weigh is taken as given", () => {
  expect(fitPool(rows(8), 2, BOTH, { ...EQUAL, words: 0, emoticons: 2 })).toMatchObject({ emoticons: 2 });
});

test("odds of emoticons: one post more on either side than was seen, however often it stands in one; rare ones left out", () => {
  const posts = [
    ...["通车了[赞][赞]", "灯亮了[赞]", "[赞]效率高"].map((text) => ({ text, positive: true })),
    ...["又停水[怒]", "[怒][怒]", "没人管[怒]", "[怒]退钱"].map((text) => ({ text, positive: false })),
    { text: "算是办了[赞][呵呵]", positive: false },
  ];
  expect(fitOdds(posts)).toEqual({ "[赞]": 0.69, "[怒]": -1.61 }); // ln (4/2), ln (1/5)
});

test("a threshold that is good by luck alone loses against a plateau, and nothing to choose means 0.5", () => {
  expect(fitThreshold((t) => (t === 0.31 ? 0.9 : t >= 0.39 && t <= 0.47 ? 0.85 : 0.7))).toBeGreaterThanOrEqual(0.4);
  expect(fitThreshold(() => 0.8)).toBeCloseTo(0.5, 1);
});

test("moves between levels: only what is better for it moves, and never the one down from what is serious", () => {
  const { raise, lower } = EQUAL_BLEND.severity;
  const fitted = fitMoves(
    { raise, lower },
    (moves) => 0.7 - Math.abs(moves.raise[0] - 0.5) - Math.abs(moves.lower[1] - 0.4),
  );
  expect(fitted).toEqual({ raise: [0.5, 0.6, 0.7], lower });
});
