/**
 * Learns from the development data what the places analyzer ships: names that recur (config/gazetteer/places.csv) and
 * where names begin (config/gazetteer/name-edges.txt.br). From the repository root, with the folder of the data:
 *
 *   node --import tsx scripts/gazetteer/learn.ts ../shared/data
 *
 * Nothing but names that stand in three texts or more, and weights of pairs of characters, leaves the data.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { cuts } from "../../analyzers/places/cuts.js";
import { EdgeModel } from "../../analyzers/places/edge-model.js";
import { endings } from "../../analyzers/places/endings.js";
import { readCorpus } from "./corpus.js";
import { examplesFrom } from "./examples.js";
import { recurringNames } from "./names.js";
import { ordinaryPairs } from "./ordinary.js";
import { countStandings, hitsOf } from "./statistics.js";
import { train } from "./train.js";

const texts = readCorpus(process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data");
const corpus = texts.map((text) => hitsOf(text, endings(), cuts()));
const standings = countStandings(corpus);
const folder = join("config", "gazetteer");

const names = recurringNames(corpus, standings);
const table = [
  "# Names that recur in the public messages of the development data, made by scripts/gazetteer/learn.ts; see README.md.",
  "kind,name,texts",
  ...names.map(({ kind, name, texts: count }) => `${kind},${name},${count}`),
];
writeFileSync(join(folder, "places.csv"), `${table.join("\n")}\n`);

const ordinary = ordinaryPairs(texts, standings);
const pairs = new EdgeModel(ordinary.join("\n"));
const examples = examplesFrom(corpus, standings, pairs.ordinary);
const lines = [...train(examples, pairs.ordinary), ...ordinary];
const packed = brotliCompressSync(Buffer.from(`${lines.join("\n")}\n`));
writeFileSync(join(folder, "name-edges.txt.br"), packed);
process.stdout.write(
  `${texts.length} texts, ${names.length} names, ${examples.length} examples, ${lines.length} lines, ${packed.length} bytes packed\n`,
);
