/**
 * Trains a shipped linear model: `npx tsx analyzers/models/train/linear.ts NAME [DATA] [MODEL]`, NAME one of `post`,
 * `emotion`, `civic`, `severity`, `demand` (for the topic's see topic.ts); a minute at most. DATA is the folder of the
 * development data (default: $MINYI_DATA, else ../shared/data). Trains on the training rows, calibrates on the dev rows
 * and prints their figures; the test rows are looked at by linear-figures.ts only.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomic } from "../../../core/atomic-file.js";
import { shipped } from "../../../core/paths.js";
import { LinearModel } from "../../linear/linear-model.js";
import { modelHash, serialiseModel } from "../../linear/model-file.js";
import { trainLinear } from "../../linear/train.js";
import { figuresOf, printFigures } from "./figures.js";
import { RECIPES } from "./recipes.js";

const [name = "", dataFolder = process.env.MINYI_DATA ?? "../shared/data", path] = process.argv.slice(2);
const recipe = RECIPES[name];
if (recipe === undefined) throw new Error(`NAME must be one of ${Object.keys(RECIPES).join(", ")}, not "${name}"`);
const modelPath = path ?? shipped("analyzers", "models", name, "linear.bin");

const rows = recipe.read(dataFolder);
const train = rows.filter(({ split }) => split === "train");
const dev = rows.filter(({ split }) => split === "dev");
const started = process.cpuUsage().user;
const tables = trainLinear(train, { ...recipe.options, calibration: dev });
const seconds = (process.cpuUsage().user - started) / 1e6;
const bytes = serialiseModel(tables);
mkdirSync(dirname(modelPath), { recursive: true });
writeFileAtomic(modelPath, bytes);

const held = tables.idfs.filter((idf) => idf > 0).length;
console.log(`${train.length} training rows, ${seconds.toFixed(1)} s of CPU`);
console.log(`${held} n-grams in ${2 ** tables.slotBits} slots, sharpness ${tables.sharpness.toFixed(3)}`);
printFigures(figuresOf(new LinearModel(tables), recipe, dev));
console.log(`${modelPath}: ${bytes.length} bytes, hash ${modelHash(bytes)}`);
