import { expect, test } from "vitest";
import { LinearPredictor } from "../../../analyzers/linear/predict.js";
import { smallModel } from "./small-model.js";

const model = smallModel();

function probabilitiesOf(predictor: LinearPredictor, text: string): number[] {
  const values = new Float64Array(model.labels.length);
  predictor.margins(text, values);
  predictor.probabilities(values);
  return [...values];
}

test("probabilities add up to 1 and do not depend on what was predicted before", () => {
  const predictor = new LinearPredictor(model);
  const fresh = probabilitiesOf(new LinearPredictor(model), "水管爆裂");
  probabilitiesOf(predictor, "马路坑洼不平，半夜施工吵得睡不着");
  expect(probabilitiesOf(predictor, "水管爆裂")).toEqual(fresh);
  expect(fresh.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
});

test("the less of a text is known, the less sure is the answer", () => {
  const predictor = new LinearPredictor(model);
  const sure = (text: string) => Math.max(...probabilitiesOf(predictor, text));
  expect(sure("自来水停了三天，水管爆裂没有水用")).toBeGreaterThan(sure("停水"));
  expect(sure("停水")).toBeGreaterThan(sure(""));
  expect(predictor.margins("喵喵喵", new Float64Array(3))).toBe(0);
});
