import { InputError } from "../../core/errors.js";
import { findHeader, missingColumn, missingFields, type Plan, recognised } from "../columns.js";
import type { RecordDecoder } from "../decode.js";
import { shownColumns } from "../reasons.js";
import type { ReadOptions } from "../records.js";
import { CsvScanner, type Dialect, ESCAPED } from "./scanner.js";

const DELIMITERS = [",", "\t", ";", "|"] as const;
const NAMES: Record<string, string> = { ",": ",", "\t": "Tab", ";": ";", "|": "|" };

/** How a CSV file is written, and its header. */
export interface Layout {
  dialect: Dialect;
  columns: string[];
  plan: Plan;
  /** Where the first record begins, in the sample. */
  start: number;
  /** Lines before it. */
  lines: number;
  /** Rows before the header, not counted when they are empty. */
  above: number;
}

interface Trial {
  delimiter: string;
  rows: string[][];
  ends: number[];
  lines: number[];
  dialect: Dialect;
}

/**
 * Finds delimiter, line ends and header in the beginning of a file: the delimiter under which most columns are
 * recognised, then the one that gives most columns. A first line `sep=;`, as Excel writes it, decides.
 * @throws InputError when a required column is not there, or the delimiter leaves one column
 */
export function findLayout(
  sample: Buffer,
  ended: boolean,
  decoder: RecordDecoder,
  gb: boolean,
  options: ReadOptions,
): Layout {
  const crLines = !sample.includes(0x0a) && sample.includes(0x0d);
  const told = /^sep=([,;\t|])\r?\n?/.exec(sample.toString("latin1", 0, 7));
  const from = told ? (told[0] as string).length : 0;
  const trials = DELIMITERS.map((delimiter) => {
    const dialect = { delimiter: delimiter.charCodeAt(0), crLines, gb };
    return { delimiter, dialect, ...firstRows(sample, from, ended, decoder, dialect) };
  });
  const wanted = told?.[1] ?? (options.delimiter === "auto" ? undefined : options.delimiter);
  const ranked = rank(trials, options);
  const chosen = wanted === undefined ? ranked[0] : ranked.find((t) => t.trial.delimiter === wanted);
  if (!chosen?.header) {
    throw new InputError(
      { zh: "开头找不到一行完整的表头", en: "No complete header line at the beginning" },
      {
        fix: {
          zh: "第一行应为列名，引号要成对",
          en: "The first line must hold the column names; quotes come in pairs",
        },
      },
    );
  }
  const { trial, header } = chosen;
  const columns = trial.rows[header.index] as string[];
  if (!header.complete) throw incomplete(trial, columns, header.plan, ranked[0]?.trial, options);
  return {
    dialect: trial.dialect,
    columns,
    plan: header.plan,
    start: trial.ends[header.index] as number,
    lines: (trial.lines[header.index] as number) + (told ? 1 : 0),
    above: trial.rows.slice(0, header.index).filter((row) => row.some((cell) => cell.trim() !== "")).length,
  };
}

type Ranked = { trial: Trial; header: ReturnType<typeof findHeader> };

function rank(trials: readonly Trial[], options: ReadOptions): Ranked[] {
  const ranked = trials.map((trial) => ({ trial, header: findHeader(trial.rows, options.map, options.timeRequired) }));
  const score = ({ trial, header }: Ranked) =>
    header ? [header.complete ? 1 : 0, recognised(header.plan), trial.rows[header.index]?.length ?? 0] : [-1, 0, 0];
  return ranked.sort((a, b) => {
    const [x, y] = [score(a), score(b)];
    return y[0]! - x[0]! || y[1]! - x[1]! || y[2]! - x[2]!;
  });
}

/** The first rows under a delimiter, up to the first that is broken. */
function firstRows(sample: Buffer, from: number, ended: boolean, decoder: RecordDecoder, dialect: Dialect) {
  const scanner = new CsvScanner(dialect);
  const rows: string[][] = [];
  const ends: number[] = [];
  const lines: number[] = [];
  let at = from;
  let line = 0;
  while (rows.length < 10 && at < sample.length && scanner.scan(sample, at, sample.length, ended) === "record") {
    decoder.begin(sample, at, scanner.contentEnd);
    rows.push(cells(sample, scanner, decoder));
    at = scanner.end;
    line += scanner.breaks + 1;
    ends.push(at);
    lines.push(line);
  }
  return { rows, ends, lines };
}

/** The text of the fields that a scanner has found. */
export function cells(bytes: Buffer, scanner: CsvScanner, decoder: RecordDecoder, count = scanner.count): string[] {
  const kept = Math.min(count, scanner.starts.length);
  const values = new Array<string>(kept);
  for (let i = 0; i < kept; i++) {
    const found = decoder.text(bytes, scanner.starts[i] as number, scanner.ends[i] as number);
    const text = scanner.kinds[i] === ESCAPED ? found.replaceAll('""', '"') : found;
    values[i] = text.startsWith('="') ? unprotected(text) : text;
  }
  return values;
}

/** `="00123"` is how Excel is made to keep leading zeros. */
function unprotected(text: string): string {
  return text.endsWith('"') && text.length > 2 ? text.slice(2, -1) : text;
}

function incomplete(
  trial: Trial,
  columns: string[],
  plan: Plan,
  better: Trial | undefined,
  options: ReadOptions,
): InputError {
  if (columns.length > 1 || recognised(plan) > 0) {
    return missingColumn(missingFields(plan, options.timeRequired)[0] ?? "text", columns);
  }
  const other = better && better !== trial && (better.rows[0]?.length ?? 0) > 1 ? better.delimiter : undefined;
  return new InputError(
    {
      zh: `按分隔符「${NAMES[trial.delimiter]}」只分出一列：${shownColumns(columns)}`,
      en: `The delimiter "${NAMES[trial.delimiter]}" leaves a single column: ${shownColumns(columns)}`,
    },
    {
      fix: other
        ? {
            zh: `文件看起来用「${NAMES[other]}」分隔，请改 delimiter 或设为 auto`,
            en: `The file seems to be delimited by "${NAMES[other]}": change delimiter, or set it to auto`,
          }
        : {
            zh: "支持的分隔符：, ; Tab |。请重新导出；若确实只有一列内容，请用 map 指定 text",
            en: "Known delimiters: , ; Tab |. Export again; if the file really has one column, name it for text in map",
          },
    },
  );
}
