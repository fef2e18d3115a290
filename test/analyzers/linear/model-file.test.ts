import fc from "fast-check";
import { expect, test } from "vitest";
import { parseModel, serialiseModel } from "../../../analyzers/linear/model-file.js";
import { ModelFileError } from "../../../analyzers/model-file-error.js";
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
    expect(what.zh).toBe("模型文件 /opt/minyi/m.bin 不是本程序的线性模型，或版本不同");
    expect(what.en).toContain("/opt/minyi/m.bin");
    expect(fix?.zh).toContain("git checkout");
  }
});

test.each([
  ["a newer kind of feature", { ...model.settings, words: true }],
  ["other characters", { ...model.settings, characters: "latin" }],
  ["n-grams of no length", { ...model.settings, longest: 0 }],
  ["a setting too few", { ...model.settings, halfKnown: undefined }],
])("a model made of %s is refused, the settings are named", (_, settings) => {
  const strange = serialiseModel({ ...model, settings: settings as typeof model.settings });
  expect(() => parseModel(strange, "m.bin")).toThrow(ModelFileError);
  expect(() => parseModel(strange, "m.bin")).toThrow(/的特征设置本程序不认识|feature settings/);
});
