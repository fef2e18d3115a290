/**
 * Quality and speed of hot issues: `npm run bench:issues -- [DATA] [--part finders,swing,replay,speed] [--rounds N]
 * [--finders minyi,lexical,…] [--million] [--write]`, DATA being the folder of the development data (default ../shared/data, or MINYI_DATA). Every part
 * without `--part`; `--rounds`: how often matters are planted, each time other messages (6); `--million` measures the
 * speed on a million messages too; `--write` puts the tables into docs/issues-quality.md.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { findMatters } from "../../trends/issues/engine/find-matters.js";
import { dataFolder } from "../data-folder.js";
import { markdownTable, writeSection } from "../readme.js";
import { type ContestRow, type Course, contest } from "./contest.js";
import { engine, lexicalEngine, matterOf } from "./finders/engine.js";
import { pythonFinders } from "./finders/python.js";
import { singlePass } from "./finders/single-pass.js";
import { balanceOf, readGold, readTuning, scoreHandMade } from "./known.js";
import { readMessages, readOthers } from "./message.js";
import { fromSize } from "./planted/score.js";
import { type PlantedCorpus, readPlanted } from "./planted.js";
import { readPrints } from "./prints.js";
import { replay } from "./replay.js";
import { measureIncrement, measureRebuild } from "./speed.js";
import { swings, variations } from "./swing.js";
import {
  contestTable,
  incrementTable,
  issueTable,
  mergedTable,
  PLANTED_FROM,
  percent,
  plantedTable,
  rebuildTable,
  replayTable,
  shareOf,
  swingTable,
  three,
} from "./tables.js";

const DOCS = "docs/issues-quality.md";
const PARTS = ["finders", "swing", "replay", "speed"];
/** New messages of a night. */
const NIGHT = 5_000;

const { values, positionals } = parseArgs({
  options: {
    part: { type: "string" },
    rounds: { type: "string", default: "6" },
    finders: { type: "string" },
    million: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const parts = values.part?.split(",") ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(", ")}; there are ${PARTS.join(", ")}`);
const folder = dataFolder(positionals[0]);
const rounds = Number(values.rounds);

function show(section: string, text: string): void {
  console.log(`\n## ${section}\n\n${text}`);
  if (values.write) writeSection(DOCS, section, text);
}

const started = performance.now();
const tell = (what: string) => console.error(`${((performance.now() - started) / 1000).toFixed(0)} s: ${what}`);

const messages = readMessages(folder);
const real = await readPrints(messages, (share) => tell(`messages, ${percent(share)}`));
const planted: PlantedCorpus[] = [];
for (let round = 1; round <= rounds; round++) planted.push(await readPlanted(messages, real, round));
const gold: Course = { messages: real, known: readGold(folder) };

if (parts.includes("finders") || parts.includes("swing")) {
  const known = readTuning();
  const others = await readPrints(readOthers(folder, known.files), (share) => tell(`tuning, ${percent(share)}`));
  const tuning: Course = { messages: others, known };
  if (parts.includes("finders")) await compare(tuning);
  if (parts.includes("swing")) move(tuning);
}
if (parts.includes("replay")) {
  let told = 0;
  const result = await replay(real, (share) => {
    if (share < told + 0.1) return;
    told = share;
    tell(`replay, ${percent(share)}`);
  });
  for (const { day, issue, now } of result.moved) tell(`${day}: ${issue} goes by ${now}`);
  show("replay", replayTable(result));
}
if (parts.includes("speed")) measureSpeed();

async function compare(tuning: Course): Promise<void> {
  const rows: ContestRow[] = [];
  const wanted = values.finders?.split(",");
  for (const finder of [engine, lexicalEngine, singlePass, ...pythonFinders]) {
    if (wanted !== undefined && !wanted.includes(finder.id)) continue;
    rows.push(await contest(finder, tuning, gold, planted));
    tell(`${finder.id}, ${rows.at(-1)!.seconds.toFixed(0)} s`);
  }
  const own = rows[0]!;
  const all = fromSize(PLANTED_FROM, own.planted);
  const targets = [
    ["what", "measured", "target"],
    ["gold issues, mean precision", three(own.gold.precision), "≥ 0.97"],
    ["gold issues, mean recall", three(own.gold.recall), "≥ 0.93"],
    ["hard negatives taken", `${own.gold.taken} of ${own.gold.negatives}`, "0"],
    [`planted matters of ${PLANTED_FROM} messages and more, found`, percent(all.found / all.matters), "≥ 90 %"],
    ["planted messages left out", percent(all.leftOut / all.planted), "≤ 10 %"],
    ["planted matters of different places merged", percent(shareOf(own.planted.places)), "≤ 2 %"],
  ];
  show("targets", markdownTable(targets));
  show("finders", contestTable(rows));
  show("gold", issueTable(own.gold));
  show("planted", `${plantedTable(own.planted)}\n\n${mergedTable(own.planted)}`);
}

function move(tuning: Course): void {
  const measured = [tuning, gold].map(({ messages: own, known }) => {
    const [matters, ids] = [own.map(matterOf), own.map(({ id }) => id)];
    return (settings?: Parameters<typeof findMatters>[1]) => scoreHandMade(findMatters(matters, settings), ids, known);
  });
  const [onTuning, onGold] = measured as [(typeof measured)[0], (typeof measured)[0]];
  const figuresOf = (settings?: Parameters<typeof findMatters>[1]) => {
    const [ours, theirs] = [onTuning(settings), onGold(settings)];
    return [balanceOf(ours), theirs.precision, theirs.recall, balanceOf(theirs)];
  };
  const now = figuresOf();
  const varied = variations().map((variation) => {
    const figures = figuresOf(variation.settings);
    tell(`${variation.setting} ${variation.settings[variation.setting]}: ${figures.map(three).join(" ")}`);
    return { variation, figures };
  });
  const names = ["tuning F1", "gold precision", "gold recall", "gold F1"];
  const columns = names.map((name, i) => ({
    name,
    value: now[i]!,
    swings: swings(
      now[i]!,
      varied.map(({ variation, figures }) => ({ variation, figure: figures[i]! })),
    ),
  }));
  show("swing", swingTable(columns));
}

function measureSpeed(): void {
  const counts = [10_000, 100_000, ...(values.million ? [1_000_000] : [])];
  const rebuilds = counts.map((count) => {
    const rebuild = measureRebuild(planted[0]!, count);
    tell(`rebuild of ${count}: ${rebuild.seconds.toFixed(1)} s`);
    return rebuild;
  });
  const increments = counts.map((count) => {
    const increment = measureIncrement(planted[0]!, count, NIGHT);
    tell(`a night onto ${count}: ${increment.seconds.toFixed(1)} s`);
    return increment;
  });
  const tables = `${rebuildTable(rebuilds)}\n\n${incrementTable(increments, NIGHT)}`;
  show("speed", `${availableParallelism()} cores, Node ${process.version}.\n\n${tables}`);
}
