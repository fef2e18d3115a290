import { stat } from "node:fs/promises";
import type { Clock } from "../core/clock.js";
import type { Connector, Cursor } from "../core/connector.js";
import type { Channel, SourceKind } from "../core/feedback-item.js";
import type { FieldMap } from "./columns.js";
import { csvFormat } from "./csv.js";
import { fileConnector } from "./file-connector.js";
import { type FileSource, type Format, itemRules } from "./file-source.js";
import { type FileKind, kindOfName, listFiles } from "./files.js";
import { fileBytes, fileInput, unpacked } from "./input.js";
import { inspect } from "./inspect.js";
import { jsonlFormat } from "./jsonl.js";
import { readBatches } from "./read-batches.js";
import type { FoundRecord, ReadOptions } from "./records.js";
import { kindOfBytes, streamInput } from "./stdin.js";
import { type DecodedLine, decodedLines, readTextLines } from "./text-lines.js";
import { xlsxFormat } from "./xlsx.js";

const FORMATS: Record<FileKind, Format> = {
  csv: csvFormat,
  xlsx: xlsxFormat,
  jsonl: jsonlFormat,
  lines: { kind: "lines", reader: readTextLines },
};

export interface OpenFileOptions {
  /** Zone of times without an offset. */
  timezone: string;
  /** Instant for records without a time; without it such a record is a reject, and a file needs a time column. */
  defaultCreatedAt?: string;
  map?: FieldMap;
  /** What is in the file; default: by its name, else by its first bytes. */
  format?: FileKind;
  encoding?: ReadOptions["encoding"];
  delimiter?: ReadOptions["delimiter"];
  sheet?: string;
  /** Name of the source in the items; default `file`. */
  source?: string;
  /** Default `other`. */
  channel?: Channel;
  /** Default `unverified`. */
  kind?: SourceKind;
  batchSize?: number;
  clock?: Clock;
  /** Where `-` is read from; default: standard input. */
  stdin?: AsyncIterable<Buffer>;
  /** Told of every record before an item is made of it: for commands that want columns which are no field. */
  onRecord?: (record: FoundRecord) => void;
}

/**
 * One file of any kind that minyi reads, plain text with one message a line among them, or `-` for standard input: for
 * commands that work on a file without a configured source.
 */
export function openFile(path: string, options: OpenFileOptions): Connector {
  const source: FileSource = {
    name: options.source ?? "file",
    path,
    channel: options.channel ?? "other",
    kind: options.kind ?? "unverified",
    timezone: options.timezone,
    map: options.map ?? {},
    encoding: options.encoding ?? "auto",
    delimiter: options.delimiter ?? "auto",
    sheet: options.sheet,
    defaultCreatedAt: options.defaultCreatedAt,
    ...(options.onRecord && { onRecord: options.onRecord }),
  };
  return {
    source: source.name,
    async *read(cursor: Cursor) {
      const stream = await streamOf(path, options);
      if (stream) {
        yield* readStream(stream, source, options);
        return;
      }
      const format = FORMATS[options.format ?? kindOfName(path) ?? (await kindOfFile(path))];
      yield* fileConnector(source, options, () => format).read(cursor);
    },
  };
}

/**
 * The lines of a text file, or of standard input for `-`, exactly as they are, a few hundred at a time.
 * @throws InputError when there is no such file, or it is no text
 */
export async function* openLines(
  path: string,
  options: Pick<OpenFileOptions, "encoding" | "stdin"> = {},
): AsyncGenerator<DecodedLine[]> {
  const encoding = options.encoding ?? "auto";
  const stream = await streamOf(path, options);
  if (stream) {
    yield* decodedLines((await streamInput(stream, encoding)).input);
    return;
  }
  for (const file of await listFiles(path)) {
    const { decoding } = await inspect(file.path, encoding);
    yield* decodedLines(fileInput(file.name, file.path, decoding));
  }
}

/** What can be read only once: standard input, a pipe, a device. Undefined for a file. */
async function streamOf(
  path: string,
  options: Pick<OpenFileOptions, "stdin">,
): Promise<AsyncIterable<Buffer> | undefined> {
  if (path === "-") return options.stdin ?? process.stdin;
  try {
    const found = await stat(path);
    return found.isFIFO() || found.isCharacterDevice() || found.isSocket() ? fileBytes(path) : undefined;
  } catch {
    return undefined; // reported when it is read
  }
}

async function* readStream(stream: AsyncIterable<Buffer>, source: FileSource, options: OpenFileOptions) {
  const { input, kind } = await streamInput(stream, source.encoding);
  const { reader } = FORMATS[options.format ?? kind];
  const start = { sha256: "", size: 0, mtimeMs: 0, row: 0, done: false };
  const rules = itemRules(source, options.clock);
  yield* readBatches(input, reader, start, { source, rules, batchSize: options.batchSize ?? 500 });
}

/** The kind of a file whose name tells none. A file that cannot be opened is reported when it is read. */
async function kindOfFile(path: string): Promise<FileKind> {
  try {
    for await (const chunk of unpacked(fileBytes(path))) return kindOfBytes(chunk);
  } catch {
    // see above
  }
  return "csv";
}
