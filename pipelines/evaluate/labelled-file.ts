import type { FieldMap } from "../../connectors/columns.js";
import { normalizeHeader } from "../../connectors/field-names.js";
import { type OpenFileOptions, openFile } from "../../connectors/open-file.js";
import { shownColumns } from "../../connectors/reasons.js";
import type { Batch, Connector, Cursor } from "../../core/connector.js";
import { InputError, UsageError } from "../../core/errors.js";

export interface LabelledFileOptions extends Pick<OpenFileOptions, "timezone" | "clock" | "stdin"> {
  /** Columns that hold the label: one, or a level each. */
  labels: readonly string[];
  text?: string | undefined;
  title?: string | undefined;
}

/** A file of messages with columns of labels beside them. */
export interface LabelledFile {
  connector: Connector;
  /** The cells of a record that has been read, one per column of the labels; all empty where it has no label. */
  labelsOf(row: number): readonly string[];
}

/** So that a column of labels does not count as one that nothing was made of. */
const CARRIERS = ["status", "satisfaction", "department"] as const;

/**
 * Opens a file of labelled messages: CSV, XLSX or JSONL, in any encoding that minyi reads. Messages need no time.
 * Reading throws UsageError when a column that was named does not exist, InputError when the file cannot be read.
 */
export function openLabelled(path: string, options: LabelledFileOptions): LabelledFile {
  const { labels, text, title, timezone } = options;
  const cells = new Map<number, readonly string[]>();
  const wanted = [...labels, text, title].filter((name) => name !== undefined);
  let found: readonly string[] | undefined;
  let missing: string | undefined;
  let at: number[] = [];
  const map: FieldMap = {
    ...(text !== undefined && { text }),
    ...(title !== undefined && { title }),
    ...Object.fromEntries(labels.map((name, i) => [CARRIERS[i], name])),
  };
  const connector = openFile(path, {
    timezone,
    map,
    defaultCreatedAt: new Date(options.clock?.now() ?? 0).toISOString(),
    ...(options.clock && { clock: options.clock }),
    ...(options.stdin && { stdin: options.stdin }),
    onRecord: ({ row, columns, values }) => {
      if (columns !== found) {
        found = columns;
        // Records of JSON Lines need not have every key.
        if (cells.size === 0) missing = wanted.find((name) => columnAt(columns, name) < 0);
        at = labels.map((name) => columnAt(columns, name));
      }
      cells.set(
        row,
        at.map((index) => (values[index] ?? "").trim()),
      );
    },
  });
  return {
    connector: {
      source: connector.source,
      async *read(cursor: Cursor): AsyncGenerator<Batch> {
        for await (const batch of connector.read(cursor)) {
          if (missing !== undefined) throw noColumn(missing, found ?? []);
          const unreadable = batch.rejects.find(({ row }) => row === 0);
          if (unreadable) throw new InputError(unreadable.reason);
          yield batch;
        }
      },
    },
    labelsOf: (row) => cells.get(row) ?? labels.map(() => ""),
  };
}

function columnAt(columns: readonly string[], wanted: string): number {
  const exact = columns.findIndex((name) => name.trim() === wanted.trim());
  return exact >= 0 ? exact : columns.map(normalizeHeader).indexOf(normalizeHeader(wanted));
}

function noColumn(name: string, columns: readonly string[]): UsageError {
  const shown = shownColumns(columns.filter((column) => column.trim() !== ""));
  return new UsageError(
    {
      zh: `文件里没有「${name}」列；找到的列：${shown}`,
      en: `The file has no column "${name}"; columns found: ${shown}`,
    },
    {
      fix: {
        zh: "请按表头写列名，例如 --label 情感 --text 诉求内容。",
        en: "Name columns as the header does, e.g. --label 情感 --text 诉求内容.",
      },
    },
  );
}
