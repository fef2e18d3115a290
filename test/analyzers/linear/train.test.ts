import fc from "fast-check";
import { expect, test } from "vitest";
import { LinearModel } from "../../../analyzers/linear/linear-model.js";
import { serialiseModel } from "../../../analyzers/linear/model-file.js";
import { type LabelledText, trainLinear } from "../../../analyzers/linear/train.js";
import { SMALL, smallModel, smallRows } from "./small-model.js";

test("an office's own labels: trained on sixty messages, right about new ones", () => {
  const model = new LinearModel(smallModel());
  expect(model.best("楼上没水了，水管坏了").label).toBe("供水");
  expect(model.best("这条路路面全是坑").label).toBe("道路");
  expect(model.best("每天半夜机器声音吵死了").label).toBe("噪音");
});

test("the same rows give the same file, byte for byte, in whatever order they come", () => {
  const bytes = serialiseModel(smallModel());
  fc.assert(
    fc.property(fc.shuffledSubarray(smallRows, { minLength: smallRows.length }), (rows) => {
      expect(serialiseModel(trainLinear(rows, SMALL)).equals(bytes)).toBe(true);
    }),
    { numRuns: 5 },
  );
});

test("labels stand in order of their characters, or as one wants them", () => {
  expect(smallModel().labels).toEqual(["供水", "噪音", "道路"]);
  const labels = ["道路", "供水", "噪音"];
  const turned = new LinearModel(trainLinear(smallRows, { ...SMALL, labels }));
  const [water, noise, road] = new LinearModel(smallModel()).probabilities("马路坑洼");
  const found = turned.probabilities("马路坑洼");
  [road, water, noise].forEach((probability, k) => {
    expect(found[k]).toBeCloseTo(probability!, 3);
  });
  expect(() => trainLinear(smallRows, { ...SMALL, labels: ["道路", "供水"] })).toThrow("噪音");
});

test("with balance a rare label is found more often", () => {
  const rows = smallRows.filter(({ label }, i) => label !== "噪音" || i % 4 === 0);
  const score = (balance: number) =>
    new LinearModel(trainLinear(rows, { ...SMALL, balance })).probabilities("夜里太吵")[1]!;
  expect(score(1)).toBeGreaterThan(score(0));
});

test("a row of weight 3 is worth three of weight 1", () => {
  const doubted = [...smallRows, { text: "半夜停水", label: "噪音" }];
  const heavy = [...smallRows, { text: "半夜停水", label: "噪音", weight: 3 }];
  const score = (rows: LabelledText[]) => new LinearModel(trainLinear(rows, SMALL)).probabilities("半夜停水")[1]!;
  expect(score(heavy)).toBeGreaterThan(score(doubted));
});

test("with contrast what all labels have in common counts for less", () => {
  const spread = (contrast: boolean) => {
    const model = new LinearModel(trainLinear(smallRows, { ...SMALL, contrast }));
    const shares = model.probabilities("请问领导");
    return Math.max(...shares) - Math.min(...shares);
  };
  expect(spread(true)).toBeLessThan(spread(false));
});

test("calibration rows of one's own change the sharpness and nothing else", () => {
  const wrong = smallRows.map(({ text }) => ({ text, label: "道路" }));
  const doubtful = trainLinear(smallRows, { ...SMALL, calibration: wrong });
  const model = smallModel();
  expect(doubtful.sharpness).toBeLessThan(model.sharpness);
  expect({ ...doubtful, sharpness: 0 }).toEqual({ ...model, sharpness: 0 });
});

test("one label is nothing to choose from", () => {
  expect(() => trainLinear([{ text: "停水", label: "供水" }])).toThrow(RangeError);
});
