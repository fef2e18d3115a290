/**
 * What a shipped linear model is worth on rows that nothing was learned from or chosen on:
 * `npx tsx analyzers/models/train/linear-figures.ts NAME [DATA]`, NAME as in linear.ts; and how fast it is.
 */
import { shipped } from "../../../core/paths.js";
import { LinearModel } from "../../linear/linear-model.js";
import { figuresOf, printFigures } from "./figures.js";
import { RECIPES } from "./recipes.js";

const [name = "", dataFolder = process.env.MINYI_DATA ?? "../shared/data"] = process.argv.slice(2);
const recipe = RECIPES[name];
if (recipe === undefined) throw new Error(`NAME must be one of ${Object.keys(RECIPES).join(", ")}, not "${name}"`);

const model = LinearModel.open(shipped("analyzers", "models", name, "linear.bin"));
const rows = recipe.read(dataFolder).filter(({ split }) => split !== "train" && split !== "dev");
const oneCorpus = new Set(rows.map(({ source }) => recipe.labelsOf(source))).size === 1;
printFigures(figuresOf(model, recipe, rows));
if (oneCorpus) {
  printFigures(
    figuresOf(
      model,
      recipe,
      rows.map((row) => ({ ...row, source: "all sources" })),
    ),
  );
}

const texts = rows.map(({ text }) => text.padEnd(200, text).slice(0, 200));
for (const text of texts) model.probabilities(text);
const started = process.cpuUsage().user;
for (const text of texts) model.probabilities(text);
console.log(`${((process.cpuUsage().user - started) / texts.length).toFixed(1)} µs of CPU for 200 characters`);
