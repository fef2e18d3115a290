import { expect, test } from "vitest";
import { LinearModel } from "../../../../analyzers/linear/linear-model.js";
import { trainLinear } from "../../../../analyzers/linear/train.js";
import { figuresOf } from "../../../../analyzers/models/train/figures.js";
import { SMALL, smallRows } from "../../linear/small-model.js";

const model = new LinearModel(trainLinear(smallRows, SMALL));
const options = { labels: model.labels };
const row = (text: string, label: string, source: string) => ({ text, label, source, split: "test" });

test("rows are counted by split and source; where a source knows two labels, the third is never the answer", () => {
  const rows = [
    row("水管爆裂没有水用", "供水", "board"),
    row("夜里太吵", "噪音", "board"),
    row("夜里太吵，水管又停水", "供水", "hotline"),
  ];
  const labelsOf = (source: string) => (source === "hotline" ? ["供水", "道路"] : model.labels);
  const figures = figuresOf(model, { read: () => rows, options, labelsOf }, rows);
  expect(figures.map(({ source, rows: n, accuracy }) => [source, n, accuracy])).toEqual([
    ["board", 2, 1],
    ["hotline", 1, 1],
  ]);
});
