import fc from "fast-check";
import { expect, test } from "vitest";
import { parseModel, quantiseWeight, serialiseModel, weightCurve } from "../../../analyzers/linear/model.js";
import { ModelFileError } from "../../../analyzers/linear/model-file-error.js";
import { smallModel } from "./small-model.js";

const model = smallModel();
const bytes = serialiseModel(model);

test("a model read back is the model that was written", () => {
  expect(parseModel(bytes, "m.bin")).toEqual(model);
});

test("R40: any flipped byte is noticed", () => {
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= flip;
      expect(() => parseModel(damaged, "m.bin")).toThrow(ModelFileError);
    }),
  );
});

test("R40: a file cut off anywhere is noticed, an empty one too", () => {
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (length) => {
      expect(() => parseModel(bytes.subarray(0, length), "m.bin")).toThrow(ModelFileError);
    }),
  );
});

test("the error names the file and says what to do, in both languages", () => {
  try {
    parseModel(Buffer.from("no model"), "/opt/minyi/m.bin");
    expect.unreachable();
  } catch (error) {
    const { what, fix } = error as ModelFileError;
    expect(what.zh).toBe("主题模型 /opt/minyi/m.bin 不是本程序的主题模型");
    expect(what.en).toContain("/opt/minyi/m.bin");
    expect(fix?.zh).toContain("git checkout");
  }
});

test("weights keep their sign and lose at most a hundredth of the range", () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (weight) => {
      const back = weightCurve(quantiseWeight(weight, 1));
      expect(Math.abs(back - weight)).toBeLessThan(0.01);
      expect(back * weight).toBeGreaterThanOrEqual(0);
    }),
  );
  expect(quantiseWeight(0.3, 0)).toBe(0);
});
