import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Batch, Connector, Cursor } from "../core/connector.js";
import { MinyiError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import { inputReject } from "./batcher.js";
import { type ConnectorOptions, type FileSource, itemRules, type PickFormat } from "./file-source.js";
import { listFiles, type SourceFile } from "./files.js";
import { fileInput } from "./input.js";
import { inspect } from "./inspect.js";
import type { ItemRules } from "./items.js";
import { DoneFiles, type FilePosition, fromPosition, isDone, toPosition } from "./position.js";
import { readBatches } from "./read-batches.js";
import { reasonOf, systemReason } from "./reasons.js";

/**
 * A source of files: one, or a folder of them. A file that was read to its end is not read again until it changes; one
 * that was read in part goes on where it was left; a copy of a file that was read is passed over with a warning.
 */
export function fileConnector(source: FileSource, options: ConnectorOptions, pick: PickFormat): Connector {
  const rules = itemRules(source, options.clock);
  const batchSize = options.batchSize ?? 500;
  return {
    source: source.name,
    async *read(cursor: Cursor) {
      const done = new DoneFiles(cursor);
      for (const file of await listFiles(resolve(options.baseDir ?? ".", source.path))) {
        const known = fromPosition(cursor.get(file.name));
        yield* readFile(file, known, done, { source, rules, batchSize, pick });
      }
    },
  };
}

interface Context {
  source: FileSource;
  rules: ItemRules;
  batchSize: number;
  pick: PickFormat;
}

async function* readFile(
  file: SourceFile,
  known: FilePosition | undefined,
  done: DoneFiles,
  context: Context,
): AsyncGenerator<Batch> {
  const { source, pick } = context;
  let position: FilePosition = known ?? { sha256: "", size: 0, mtimeMs: 0, row: 0, done: false };
  if (file.problem) {
    yield failed(source.name, file.name, position, systemReason(file.problem));
    return;
  }
  const picked = pick(file);
  if (!picked) return;
  try {
    const { size, mtimeMs } = await stat(file.path);
    if (isDone(known, { size, mtimeMs })) return;
    position = { sha256: "", size, mtimeMs, row: 0, done: false };
    if (picked === "foreign") {
      yield failed(source.name, file.name, position, FOREIGN);
      return;
    }
    const { sha256, decoding } = await inspect(file.path, picked.kind === "xlsx" ? "binary" : source.encoding);
    position.sha256 = sha256;
    const same = known?.sha256 === sha256;
    const twin = done.nameOf(sha256);
    if ((same && known.done) || (twin !== undefined && twin !== file.name)) {
      const warnings = twin === undefined || twin === file.name ? [] : [copyOf(file.name, twin)];
      yield { ...empty(file.name, { ...position, done: true }), inputHash: sha256, warnings, progress: 1 };
      return;
    }
    if (same) position.row = known.row;
    const input = fileInput(file.name, file.path, decoding);
    for await (const batch of readBatches(input, picked.reader, { ...position }, context)) {
      const progress = batch.last ? 1 : size === 0 ? 1 : Math.min(1, input.meter.read / size);
      yield { ...batch, inputHash: sha256, progress };
      position.row = Number(batch.position.row);
      if (batch.position.done === true) done.add(sha256, file.name);
    }
  } catch (error) {
    if (error instanceof MinyiError) yield failed(source.name, file.name, position, reasonOf(error));
    else if (isSystemError(error)) yield failed(source.name, file.name, position, systemReason(error));
    else throw error;
  }
}

function empty(input: string, position: FilePosition): Batch {
  return { input, items: [], rejects: [], warnings: [], position: toPosition(position), last: true };
}

/** The input as a whole is a reject; it stays undone, so that it is tried and told again until somebody acts on it. */
function failed(source: string, input: string, position: FilePosition, reason: Localized): Batch {
  return { ...empty(input, position), rejects: [inputReject(source, input, reason)] };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

function copyOf(name: string, twin: string): Localized {
  return {
    zh: `${name} 与已读过的 ${twin} 内容相同，已跳过`,
    en: `${name} has the same content as ${twin}, which has been read; passed over`,
  };
}

const FOREIGN: Localized = {
  zh: "不支持这种格式。表格请用 Excel 或 WPS「另存为」.xlsx 或 .csv，压缩包请先解压",
  en: 'This format is not supported. "Save as" .xlsx or .csv in Excel or WPS; unpack archives first',
};
