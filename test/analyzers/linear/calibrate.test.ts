import { expect, test } from "vitest";
import { calibrationError, fitSharpness, logLoss } from "../../../analyzers/linear/calibrate.js";

const judged = (truth: number, ...margins: number[]) => ({ margins: Float64Array.from(margins), truth });

test("log loss of even margins is the log of the number of labels, whatever the sharpness", () => {
  expect(logLoss([judged(0, 1, 1), judged(1, -3, -3)], 5)).toBeCloseTo(Math.log(2), 12);
});

test("a lead of 1 that is right three times in four gets the sharpness that says 75 %", () => {
  // p = 1 / (1 + e^−s) = 0.75 where s = ln 3.
  const rows = [judged(0, 1, 0), judged(0, 1, 0), judged(0, 1, 0), judged(1, 1, 0)];
  expect(fitSharpness(rows)).toBeCloseTo(Math.log(3), 2);
});

test("calibration error: 0.9 sure and right every second time is 0.4 off", () => {
  expect(calibrationError([true, false, true, false].map((right) => ({ confidence: 0.9, right })))).toBeCloseTo(0.4, 9);
  expect(calibrationError([{ confidence: 1, right: true }])).toBe(0);
});

test("errors in opposite directions in different bins do not cancel out", () => {
  const answers = [
    { confidence: 0.95, right: false },
    { confidence: 0.15, right: true },
  ];
  expect(calibrationError(answers)).toBeCloseTo((0.95 + 0.85) / 2, 9);
});
