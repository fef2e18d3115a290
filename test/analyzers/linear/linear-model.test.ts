import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LinearModel } from "../../../analyzers/linear/linear-model.js";
import { modelHash, serialiseModel } from "../../../analyzers/linear/model-file.js";
import { ModelFileError } from "../../../analyzers/model-file-error.js";
import { smallModel } from "./small-model.js";

const tables = smallModel();
const model = new LinearModel(tables);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-linear-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("probabilities stand in the order of the labels and add up to 1", () => {
  expect(model.labels).toEqual(["供水", "噪音", "道路"]);
  const [water, noise, road] = model.probabilities("水管爆裂");
  expect(water).toBeGreaterThan(0.5);
  expect(water! + noise! + road!).toBeCloseTo(1, 12);
});

test("a result depends on its text alone, not on its neighbours, whatever they are", () => {
  const alone = new LinearModel(tables).probabilities("水管爆裂");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (neighbour) => {
      model.probabilities(neighbour);
      expect([...model.probabilities("水管爆裂")]).toEqual([...alone]);
    }),
    { numRuns: 30 },
  );
});

test("the less of a text is known, the less sure is the answer", () => {
  const sure = (text: string) => Math.max(...model.probabilities(text));
  expect(sure("自来水停了三天，水管爆裂没有水用")).toBeGreaterThan(sure("停水"));
  expect(sure("停水")).toBeGreaterThan(sure(""));
  expect(model.margins("喵喵喵", new Float64Array(3))).toBe(0);
});

test("a model that halves no margins is as sure of a short text as its words allow", () => {
  const eager = new LinearModel({ ...tables, settings: { ...tables.settings, halfKnown: 0 } });
  expect(eager.best("停水").probability).toBeGreaterThan(model.best("停水").probability);
  expect([...eager.probabilities("")]).toEqual([...model.probabilities("")]);
});

test("a model opened from its file answers as before and has the name of its content", () => {
  const path = join(folder, "m.bin");
  const bytes = serialiseModel(tables);
  writeFileSync(path, bytes);
  const opened = LinearModel.open(path);
  expect(opened.probabilities("半夜施工")).toEqual(model.probabilities("半夜施工"));
  expect(opened.hash).toBe(modelHash(bytes));
});

test("R40: a missing file is told as such", () => {
  const path = join(folder, "none.bin");
  expect(() => LinearModel.open(path)).toThrow(ModelFileError);
  expect(() => LinearModel.open(path)).toThrow(/不存在|does not exist/);
});
