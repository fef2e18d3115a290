import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadBlend, shippedBlendPath } from "../../../analyzers/blend/blend.js";
import { linearVoice } from "../../../analyzers/blend/models.js";
import { openEncoder } from "../../../analyzers/encoder/open-encoder.js";
import { LinearModel } from "../../../analyzers/linear/linear-model.js";
import { ModelFileError } from "../../../analyzers/model-file-error.js";
import { smallModel, smallRows } from "../linear/small-model.js";

const folder = mkdtempSync(join(tmpdir(), "minyi-blend-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the shipped weights were fitted for the shipped encoder; if not, run scripts/models/fit-blend.ts", () => {
  expect(loadBlend().encoder).toBe(openEncoder().version);
});

test("R40: weights that are missing, cut off or of another form are told of with path and key", () => {
  const text = readFileSync(shippedBlendPath(), "utf8");
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  expect(() => loadBlend(join(folder, "none.json"))).toThrow(ModelFileError);
  expect(() => loadBlend(write("cut.json", text.slice(0, 200)))).toThrow("cut.json 不是完整的 JSON");
  expect(() => loadBlend(write("other.json", text.replace('"emotion"', '"feeling"')))).toThrow("other.json 的 emotion");
  expect(() => loadBlend(write("nan.json", text.replace(/"temperature": [\d.]+/, '"temperature": null')))).toThrow(
    "temperature",
  );
});

test("a change of any weight is a change of the version", () => {
  const path = join(folder, "changed.json");
  writeFileSync(path, readFileSync(shippedBlendPath(), "utf8").replace(/"surest": [\d.]+/, '"surest": 0.111'));
  expect(loadBlend(path).hash).not.toBe(loadBlend().hash);
});

test("a class that the linear model has not learned keeps what the encoder gives it", () => {
  const model = new LinearModel(smallModel());
  const text = smallRows[0]!.text;
  const voice = linearVoice(model, ["道路", "其他", "噪音", "供水"], text, [0.1, 0.4, 0.2, 0.3])!;
  expect(voice[1]).toBe(0.4);
  expect(voice.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  expect(voice[3]).toBeCloseTo(0.6 * model.probabilities(text)[model.labels.indexOf("供水")]!, 9);
});
