import { loadCalendar } from "../../config/holidays.js";
import { dayNumber } from "../../core/calendar.js";
import { dataFolder } from "../data-folder.js";
import { markdownTable, writeSection } from "../readme.js";
import { perDay, readBoard } from "./boards.js";
import { grouped, largeGroups } from "./groups.js";
import { type Score, score, type Trial } from "./weeks.js";

/** Settings were chosen on days before this one, figures are reported on days from it on. */
const HELD_OUT = "2019-07-01";
/** The board thins out after the first week of January: its last whole week ends here. */
const END = "2020-01-05";
/** Messages of a year that make five a day. */
const FIVE_A_DAY = 5 * 365;

const percent = (share: number): string => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);
const two = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(2));

interface Line {
  name: string;
  trial: Omit<Trial, "name" | "step">;
}

function day(text: string): number {
  const found = dayNumber(text);
  if (found === undefined) throw new RangeError(text);
  return found;
}

/** Chosen on: the first half-year of the board, and two other files of before. Reported: all after. */
async function lines(folder: string): Promise<{ chosenOn: Line[]; heldOut: Line[] }> {
  const board = await readBoard(folder, "messages.csv.gz", "time");
  const replied = await readBoard(folder, "messages_with_reply.csv.gz", "time");
  const unlabelled = await readBoard(folder, "messages_unlabelled.csv.gz", "time");
  const hangzhou = await readBoard(folder, "messages_hangzhou.csv.gz", "date");
  const read = await grouped(board, (share) => process.stderr.write(`\ranalysed ${Math.round(100 * share)} %`));
  process.stderr.write("\n");
  const groups = [
    ...largeGroups(read, ({ topic }) => topic, FIVE_A_DAY),
    ...largeGroups(read, ({ demand }) => demand, FIVE_A_DAY),
  ];
  const line = (name: string, entries: typeof board, start: string, from: string, to: string): Line => ({
    name,
    trial: { series: perDay(entries, start, to), from: day(from), to: day(to) },
  });
  const before = "2019-06-30";
  const start = "2019-01-01";
  return {
    chosenOn: [
      line("board, first half-year", board, start, "2019-03-04", before),
      line("answered and unlabelled messages", [...replied, ...unlabelled], "2016-01-01", "2017-06-05", before),
    ],
    heldOut: [
      line("board", board, start, HELD_OUT, END),
      ...groups.map(([name, entries]) => line(`board, ${name}`, entries, start, HELD_OUT, END)),
      line("answered messages", replied, "2016-01-01", HELD_OUT, END),
      line("Hangzhou, 2024–2025", hangzhou, "2024-09-01", "2024-11-04", "2025-03-30"),
      line("Hangzhou, spring 2026", hangzhou, "2026-04-01", "2026-05-04", "2026-06-07"),
    ],
  };
}

function row({ name, trial }: Line, step: number, result: Score): string[] {
  const made = result.forecasts - result.abstained;
  const { counts, first } = trial.series;
  let messages = 0;
  for (let at = trial.from; at <= trial.to; at++) messages += counts[at - first]!;
  return [
    name,
    two(messages / (trial.to - trial.from + 1)),
    step === 1 ? "every day" : "Mondays",
    `${made} of ${result.forecasts}`,
    two(result.mae),
    two(result.sameWeekdays),
    percent(1 - result.mae / result.sameWeekdays),
    two(result.lastWeek),
    percent(result.covered),
    two(result.width),
    percent(result.weeksCovered),
  ];
}

const HEADER = [
  "series",
  "messages a day",
  "asked",
  "forecasts made",
  "MAE",
  "MAE of the mean of the last eight same weekdays",
  "better by",
  "MAE of the same day last week",
  "days in the 95 % interval",
  "its mean width",
  "week totals in theirs",
];

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const folder = dataFolder(args.find((arg) => !arg.startsWith("--")));
  const calendar = loadCalendar();
  const { chosenOn, heldOut } = await lines(folder);
  const table = (of: readonly Line[]): string =>
    markdownTable([
      HEADER,
      ...of.flatMap((line) =>
        [7, 1].map((step) => row(line, step, score([{ name: line.name, step, ...line.trial }], calendar))),
      ),
    ]);
  const text = [
    `Held-out weeks (from ${HELD_OUT} on; no setting was chosen on them), each forecast from the days before alone:`,
    "",
    table(heldOut),
    "",
    "The weeks on which settings were chosen:",
    "",
    table(chosenOn),
  ].join("\n");
  console.log(text);
  if (args.includes("--write")) writeSection("docs/trends-quality.md", "forecast", `\n${text}\n`);
}

await main();
