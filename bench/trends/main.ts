/**
 * Quality and speed of the burst test: `npm run bench:trends -- [--quick] [--write]`. `--quick` takes fewer series and is
 * for looking; `--write` puts the tables into docs/trends-quality.md. Everything is simulated, from seeds that no setting was
 * chosen on.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { loadCalendar } from "../../config/holidays.js";
import { BURST_CHANCE } from "../../trends/burst/burst-on.js";
import { markdownTable, writeSection } from "../readme.js";
import { ewma, fixedThreshold, minyi, oracle, threeSigma } from "./detectors.js";
import { measureDiscovery, measurePass } from "./town.js";
import { FACTORS, falseAlarms, LENGTHS, meanPower, power, type Scores, thresholdFor, trial } from "./trial.js";

const DOCS = "docs/trends-quality.md";
const RATES = [2, 20, 200];
const DISPERSIONS = [1, 1.5, 2.3];
/** Topic × street of a large city. */
const ALL = 133_770;
/** Settings were chosen on smaller seeds. */
const SEED = 1_000_000_000;
/** A stricter setting, where false alarms are about a tenth. */
const STRICT = 0.001;

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
});
const calendar = loadCalendar();
const size = values.quick ? { series: 20, quarters: 1 } : { series: 200, quarters: 2 };

function show(section: string, text: string): void {
  process.stdout.write(`\n${text}\n`);
  if (values.write) writeSection(DOCS, section, `\n${text}\n`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const two = (value: number): string => value.toFixed(2);

interface Cell {
  rate: number;
  dispersion: number;
  scores: Scores[];
}

function run(growth: number, detectors: Parameters<typeof trial>[1], seed: number): Cell[] {
  return RATES.flatMap((rate, r) =>
    DISPERSIONS.map((dispersion, d) => {
      process.stderr.write(`${rate} a day, dispersion ${dispersion}, growth ${growth}\n`);
      const where = { ...size, seed: seed + (r * 3 + d) * 1_000_000 };
      return { rate, dispersion, scores: trial({ rate, dispersion, growth }, detectors, where, calendar) };
    }),
  );
}

/** The row of one kind of series: the test's own figures at `chance`, and the oracle's at as many false alarms. */
function againstOracle({ rate, dispersion, scores: [own, knowing] }: Cell, chance: number): string[] {
  const alarms = falseAlarms(own!, chance);
  const threshold = thresholdFor(knowing!, alarms);
  const mine = meanPower(own!, chance);
  const theirs = meanPower(knowing!, threshold);
  return [String(rate), String(dispersion), two(alarms), percent(mine), percent(theirs), percent(mine / theirs)];
}

const HEAD = [
  "messages a day",
  "dispersion",
  "false alarms per series and quarter",
  "bursts found",
  "by the oracle, at as many false alarms",
  "share of the oracle's",
];

const steady = run(0, [minyi(BURST_CHANCE), oracle, fixedThreshold, threeSigma, ewma], SEED);
show("bursts", markdownTable([HEAD, ...steady.map((cell) => againstOracle(cell, BURST_CHANCE))]));
show("bursts-strict", markdownTable([HEAD, ...steady.map((cell) => againstOracle(cell, STRICT))]));

show(
  "bursts-others",
  markdownTable([
    [
      "messages a day",
      "dispersion",
      "method",
      "false alarms as usually set",
      "bursts found",
      "bursts found at minyi's false alarms",
    ],
    ...steady.flatMap(({ rate, dispersion, scores }) => {
      const alarms = falseAlarms(scores[0]!, BURST_CHANCE);
      return scores
        .filter(({ detector }) => detector !== oracle)
        .map((one) => [
          String(rate),
          String(dispersion),
          one.detector.name,
          two(falseAlarms(one, one.detector.usual)),
          percent(meanPower(one, one.detector.usual)),
          percent(meanPower(one, one === scores[0] ? BURST_CHANCE : thresholdFor(one, alarms))),
        ]);
    }),
  ]),
);

show(
  "bursts-curve",
  steady
    .map(({ rate, dispersion, scores }) => {
      const alarms = falseAlarms(scores[0]!, BURST_CHANCE);
      const thresholds = scores.map((one, k) => (k === 0 ? BURST_CHANCE : thresholdFor(one, alarms)));
      const rows = FACTORS.flatMap((factor) =>
        LENGTHS.map((length) => [
          `${factor}×`,
          String(length),
          ...scores.map((one, k) => percent(power(one, thresholds[k]!, factor, length))),
        ]),
      );
      const head = ["burst", "days", ...scores.map(({ detector }) => detector.name)];
      return `${rate} a day, dispersion ${dispersion}:\n\n${markdownTable([head, ...rows])}`;
    })
    .join("\n\n"),
);

const growing = [0.3, -0.3].flatMap((growth, g) =>
  run(growth, [minyi(BURST_CHANCE), oracle], SEED + (g + 1) * 100_000_000).map((cell) => [
    growth > 0 ? "+30 %" : "−30 %",
    ...againstOracle(cell, BURST_CHANCE),
  ]),
);
show("bursts-growth", markdownTable([["a year", ...HEAD], ...growing]));

const discovery = measureDiscovery(values.quick ? 2_000 : 20_000, 0.05, calendar);
show(
  "bursts-among",
  markdownTable([
    ["series with a burst", "found", "told in all", "told falsely"],
    [discovery.planted, discovery.found, discovery.told, discovery.false].map(String),
  ]),
);

const pass = measurePass(values.quick ? Math.round(ALL / 20) : ALL, calendar);
show(
  "bursts-speed",
  markdownTable([
    ["series × days", "processor time", "time on the clock", "on"],
    [
      `${pass.series} × 400`,
      `${pass.cpu.toFixed(1)} s`,
      `${pass.wall.toFixed(1)} s`,
      `one core of ${cpus()[0]?.model ?? "?"}`,
    ],
  ]),
);
