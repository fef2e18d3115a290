import { expect, test } from "vitest";
import { serialiseModel } from "../../../analyzers/linear/model.js";
import { LinearPredictor } from "../../../analyzers/linear/predict.js";
import { trainLinear } from "../../../analyzers/linear/train.js";
import { smallModel, smallRows } from "./small-model.js";

test("an office's own labels: trained on sixty messages, right about new ones", () => {
  const predictor = new LinearPredictor(smallModel());
  expect(predictor.best("楼上没水了，水管坏了").label).toBe("供水");
  expect(predictor.best("这条路路面全是坑").label).toBe("道路");
  expect(predictor.best("每天半夜机器声音吵死了").label).toBe("噪音");
});

test("labels stand in order of their characters, whatever the order of the rows", () => {
  expect(trainLinear([...smallRows].reverse(), { slotBits: 10, minDocuments: 2 }).labels).toEqual(smallModel().labels);
});

test("the same rows give the same file, byte for byte", () => {
  expect(serialiseModel(smallModel()).equals(serialiseModel(smallModel()))).toBe(true);
});

test("calibration rows of one's own change the sharpness and nothing else", () => {
  const wrong = smallRows.map(({ text }) => ({ text, label: "道路" }));
  const options = { slotBits: 10, minDocuments: 2 };
  const doubtful = trainLinear(smallRows, { ...options, calibration: wrong });
  const model = smallModel();
  expect(doubtful.sharpness).toBeLessThan(model.sharpness);
  expect({ ...doubtful, sharpness: 0 }).toEqual({ ...model, sharpness: 0 });
});

test("one label is nothing to choose from", () => {
  expect(() => trainLinear([{ text: "停水", label: "供水" }])).toThrow(RangeError);
});
