import { InputError } from "../../core/errors.js";
import { ByteWindow } from "../byte-window.js";
import { missingColumn, missingFields, planColumns } from "../columns.js";
import { RecordDecoder } from "../decode.js";
import type { OpenInput } from "../input.js";
import { EmptyInput, type FoundRecord, RAW_LIMIT, RECORD_LIMIT, type ReadOptions, type Step } from "../records.js";
import { emptyFile, isEmpty, refuseBinary } from "../text-guard.js";
import { skipSpace, valueEnd } from "./elements.js";
import { JsonRecords } from "./records.js";

const TOO_LONG = {
  zh: `一条记录超过 ${RECORD_LIMIT / 1_048_576} MB`,
  en: `The record is longer than ${RECORD_LIMIT / 1_048_576} MB`,
};
const UNCLOSED = {
  zh: "引号或括号没有结束，其后的内容无法分条读取（建议改用每行一条的 JSONL）",
  en: "A quote or bracket is never closed; what follows cannot be told apart (JSONL, one object a line, is safer)",
};

/** Reads JSONL, or one JSON array of objects, in constant memory. See records.ts for the contract. */
export async function* readJson(input: OpenInput, options: ReadOptions): AsyncGenerator<Step> {
  const window = new ByteWindow(input.bytes());
  try {
    do await window.more(0, input.eager);
    while (!window.ended && skipSpace(window.bytes, 0) === window.bytes.length);
    if (window.ended && isEmpty(window.bytes)) throw emptyFile();
    refuseBinary(window.bytes);
    const records = new JsonRecords(new RecordDecoder(input.decoding), options.notes);
    const start = skipSpace(window.bytes, 0);
    const list = window.bytes[start] === 0x5b;
    const steps = list ? readList(window, records, start + 1, input.eager) : readLines(window, records, input.eager);
    yield* withColumns(steps, options);
    if (records.row === 0) {
      throw new EmptyInput({ zh: "没有任何记录", en: "There is no record" });
    }
  } finally {
    await window.close();
  }
}

async function* readLines(window: ByteWindow, records: JsonRecords, eager: boolean): AsyncGenerator<Step> {
  let at = 0;
  let line = 1;
  for (;;) {
    const end = window.bytes.indexOf(0x0a, at);
    const stop = end >= 0 ? end : window.bytes.length;
    const tooLong = stop - at > RECORD_LIMIT;
    if (end >= 0 || window.ended || tooLong) {
      const place = { line, offset: window.base + at };
      const from = skipSpace(window.bytes, at);
      if (tooLong) records.damage(window.bytes.subarray(at, at + RAW_LIMIT + 1), place, TOO_LONG);
      else if (from < stop) {
        if (records.row === 0) refusePretty(window.bytes.subarray(from, stop));
        records.add(window.bytes, from, stop, { line, offset: window.base + from });
      }
      if (tooLong && end < 0) at = await skipLine(window);
      else if (end < 0) break;
      else at = end + 1;
      line++;
      continue;
    }
    const step = records.take();
    if (step) yield step;
    await window.more(at, eager);
    at = 0;
  }
  const step = records.take();
  if (step) yield step;
}

/** Drops the rest of a line that is too long to keep; gives the index where the next begins. */
async function skipLine(window: ByteWindow): Promise<number> {
  do await window.more(window.bytes.length);
  while (!window.ended && !window.bytes.includes(0x0a));
  const end = window.bytes.indexOf(0x0a);
  return end < 0 ? window.bytes.length : end + 1;
}

/** An object spread over many lines would make every line a reject. */
function refusePretty(first: Buffer): void {
  if (first.toString("latin1").trim() !== "{") return;
  throw new InputError(
    { zh: "JSON 对象分成了多行", en: "The JSON objects are spread over several lines" },
    {
      fix: {
        zh: "请每行写一个完整的对象（JSONL），或把所有对象放进一个数组 […]",
        en: "Write one whole object a line (JSONL), or put all objects into one array […]",
      },
    },
  );
}

async function* readList(
  window: ByteWindow,
  records: JsonRecords,
  start: number,
  eager: boolean,
): AsyncGenerator<Step> {
  let at = start;
  let line = 1;
  for (;;) {
    const from = skipSpace(window.bytes, at, true);
    const end = from < window.bytes.length ? valueEnd(window.bytes, from, window.ended) : -1;
    line += breaks(window.bytes, at, from);
    at = from;
    if (from < window.bytes.length && window.bytes[from] === 0x5d) break;
    const place = { line, offset: window.base + from };
    if (end >= 0 && end - from <= RECORD_LIMIT) {
      records.add(window.bytes, from, end, place);
      line += breaks(window.bytes, from, end);
      at = end;
      continue;
    }
    if (window.ended || window.bytes.length - from > RECORD_LIMIT) {
      const rest = window.bytes.subarray(from, from + RAW_LIMIT + 1);
      if (rest.length > 0) records.damage(rest, place, UNCLOSED);
      break;
    }
    const step = records.take();
    if (step) yield step;
    await window.more(at, eager);
    at = 0;
  }
  const step = records.take();
  if (step) yield step;
}

function breaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a, start); at >= 0 && at < end; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

/** How many records are looked at before a file is taken to be of another kind, or to lack a required key. */
const TRIAL = 20;

/** Passes the steps on once a record with every required key has been seen; a file where none has them is refused. */
async function* withColumns(steps: AsyncIterable<Step>, options: ReadOptions): AsyncGenerator<Step> {
  let held: Step[] = [];
  let seen = 0;
  let first: { columns: readonly string[]; field: "text" | "createdAt" } | undefined;
  let fits = false;
  for await (const step of steps) {
    const looked: readonly FoundRecord[] = fits ? [] : step.records;
    for (const { columns } of looked) {
      const missing: "text" | "createdAt" | undefined = missingFields(
        planColumns(columns, options.map),
        options.timeRequired,
      )[0];
      if (missing !== undefined) first ??= { columns, field: missing };
      fits = missing === undefined || fits;
      if (fits || ++seen >= TRIAL) break;
    }
    if (!fits) seen += step.damages.length;
    held.push(step);
    if (!fits && seen >= TRIAL) throw refusal(first);
    if (fits) {
      yield* held;
      held = [];
    }
  }
  if (first && !fits) throw refusal(first);
  yield* held;
}

function refusal(first: { columns: readonly string[]; field: "text" | "createdAt" } | undefined): InputError {
  if (first) return missingColumn(first.field, first.columns);
  return new InputError(
    {
      zh: "这不是 JSONL：开头的各行都不是 JSON 对象",
      en: "This is not JSONL: none of the first lines is a JSON object",
    },
    {
      fix: {
        zh: '每行应是一个对象,如 {"id": "1", "time": "2019-08-14 11:25:10", "text": "…"}',
        en: 'Each line should be an object such as {"id": "1", "time": "2019-08-14 11:25:10", "text": "…"}',
      },
    },
  );
}
