import { ByteWindow } from "../byte-window.js";
import { RecordDecoder } from "../decode.js";
import type { OpenInput } from "../input.js";
import { headerOnly, type ReadOptions, type Step } from "../records.js";
import { emptyFile, isEmpty, refuseBinary } from "../text-guard.js";
import { findLayout, type Layout } from "./dialect.js";
import { recover } from "./recover.js";
import { CsvScanner } from "./scanner.js";
import { CsvTable } from "./table.js";

/** A header is looked for in so many bytes at the beginning. */
const HEADER_LIMIT = 1_048_576;

/** Reads CSV: any of the known delimiters, quotes as in RFC 4180, in constant memory. See records.ts for the contract. */
export async function* readCsv(input: OpenInput, options: ReadOptions): AsyncGenerator<Step> {
  const window = new ByteWindow(input.bytes());
  try {
    const { layout, decoder } = await readLayout(window, input, options);
    const table = new CsvTable(window, new CsvScanner(layout.dialect), decoder, layout.columns, options.notes, {
      here: layout.start,
      line: layout.lines + 1,
    });
    for (;;) {
      if (window.ended && table.here >= window.base + window.bytes.length) break;
      const verdict = table.judge(table.here);
      if (verdict === "record") table.accept(table.here, table.end as number);
      else if (verdict === "blank") table.skipBlank();
      else if (verdict === "ragged") table.reject(table.here, table.end as number, 1, table.why);
      else if (verdict === "broken") await recover(table);
      else {
        const step = table.take();
        if (step) yield step;
        await window.more(table.here - window.base, input.eager);
      }
    }
    const step = table.take();
    if (step) yield step;
    if (table.row === 0) throw headerOnly();
  } finally {
    await window.close();
  }
}

/** Reads as much as it takes to find the header. */
export async function readLayout(
  window: ByteWindow,
  input: OpenInput,
  options: ReadOptions,
): Promise<{ layout: Layout; decoder: RecordDecoder }> {
  const decoder = new RecordDecoder(input.decoding);
  const gb = input.decoding.encoding === "gb18030";
  do await window.more(0, input.eager);
  while (!window.ended && !window.bytes.includes(0x0a) && window.bytes.length < HEADER_LIMIT);
  if (window.ended && isEmpty(window.bytes)) throw emptyFile();
  refuseBinary(window.bytes);
  const layout = findLayout(window.bytes, window.ended, decoder, gb, options);
  for (const remark of layout.plan.remarks) options.notes.tell(remark);
  if (layout.above > 0) {
    options.notes.tell({
      zh: `表头之前的 ${layout.above} 行已跳过`,
      en: `${layout.above} rows above the header were skipped`,
    });
  }
  return { layout, decoder };
}
