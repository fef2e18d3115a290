import { parse } from "csv-parse/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../connectors/csv/reader.js";
import { type Decoding, EncodingProbe } from "../../connectors/decode.js";
import { Meter, type OpenInput, textBytes } from "../../connectors/input.js";
import { Notes } from "../../connectors/notes.js";
import type { Damage, FoundRecord } from "../../connectors/records.js";

/** Pieces of the given sizes, over and over. */
function* pieces(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function* stream(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  yield* pieces(bytes, sizes);
}

function decodingOf(bytes: Buffer, sizes: readonly number[]): Decoding {
  const probe = new EncodingProbe();
  for (const piece of pieces(bytes, sizes)) probe.write(piece);
  return probe.end("auto");
}

interface Read {
  records: FoundRecord[];
  damages: Damage[];
  notes: string[];
}

/** Reads CSV from bytes that come in pieces. */
async function read(bytes: Buffer, sizes: readonly number[] = [65_536]): Promise<Read> {
  const decoding = decodingOf(bytes, sizes);
  const input: OpenInput = {
    name: "a.csv",
    path: undefined,
    decoding,
    meter: new Meter(),
    bytes: () => textBytes(stream(bytes, sizes), decoding),
    eager: false,
    offsets: true,
  };
  const notes = new Notes();
  const options = {
    map: {},
    timeRequired: true,
    encoding: "auto",
    delimiter: ",",
    sheet: undefined,
    notes,
    onCalendar: () => {},
  } as const;
  const result: Read = { records: [], damages: [], notes: [] };
  for await (const step of readCsv(input, options)) {
    result.records.push(...step.records);
    result.damages.push(...step.damages);
  }
  result.notes = notes.take().map(({ en }) => en);
  return result;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

/** Cells of Chinese, Latin, rare characters, quotes, delimiters and line ends; none that other encodings lack. */
const cell = fc
  .array(fc.constantFrom("水", "路灯", "𠮷", "é", "a", " ", ",", '"', "\n", "\r\n", "|", ";", "12345", "·", "。"), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const print = (rows: readonly string[][]) => rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
const header = ["编号", "时间", "内容"];

describe("CSV, properties", () => {
  test.each(["utf8", "utf-8-bom", "gb18030", "utf-16le-bom", "utf-16be-bom"])(
    "R14: what is printed is read again, whatever the pieces it comes in: %s",
    async (encoding) => {
      const encode = (text: string) =>
        iconv.encode(text, encoding.replace("-bom", ""), { addBOM: encoding.endsWith("-bom") });
      const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(rows, sizes, async (cells, chunking) => {
          // A sentence that only one encoding can read, so that the file's encoding is no guess.
          const told = [...cells, ["末", "2019-08-14", "请尽快安排人员到现场查看并答复我们"]];
          const { records, damages, notes } = await read(encode(print([header, ...told])), chunking);
          expect(records.map(({ values }) => values)).toEqual(told);
          expect([damages, notes]).toEqual([[], []]);
        }),
        { numRuns: 200 },
      );
    },
  );

  test("on sound CSV, quoted or not, it agrees with the csv-parse package", async () => {
    const plain = fc.constantFrom("水", "路灯 不亮", "", "a b", "12345", "“引号”");
    const field = fc.oneof(cell.map(quoted), plain);
    const line = fc.tuple(field, field, field).map((fields) => fields.join(","));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 10 }),
        sizes,
        fc.boolean(),
        async (lines, chunking, crlf) => {
          const text = [...[header.join(",")], ...lines].join(crlf ? "\r\n" : "\n");
          const expected = parse(text, { from: 2, skip_empty_lines: true }) as string[][];
          const { records } = await read(Buffer.from(text), chunking);
          expect(records.map(({ values }) => values)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("R15: one byte deleted or inserted anywhere: nothing is thrown, every untouched record is read", async () => {
    const body = Array.from({ length: 12 }, (_, i) => [
      String(1000 + i),
      "2019-08-14",
      i % 3 === 0 ? `第${i}条\n第二行,"引"` : i % 3 === 1 ? `普通内容${i}` : `带,逗号${i}`,
    ]);
    // Fields are in quotes only where they have to be, as programs write them.
    const lines = body.map((row) => `${row.map((v) => (/[",\n]/.test(v) ? quoted(v) : v)).join(",")}\n`);
    const text = Buffer.from(`${header.join(",")}\n${lines.join("")}`);
    const start = Buffer.byteLength(`${header.join(",")}\n`);
    const ends: number[] = [];
    for (const line of lines) ends.push((ends.at(-1) ?? start) + Buffer.byteLength(line));
    const inserted = fc.constantFrom(...[...'",\n\ra\0'].map((c) => c.charCodeAt(0)), 0xe4, 0xff);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: start, max: text.length - 1 }), fc.option(inserted), async (at, byte) => {
        const bytes = Buffer.concat([
          text.subarray(0, at),
          byte === null ? Buffer.alloc(0) : Buffer.from([byte]),
          text.subarray(byte === null ? at + 1 : at),
        ]);
        const { records, damages } = await read(bytes);
        const touched = ends.findIndex((end) => at < end);
        // Taking away a line end, or putting something before the first byte, touches the neighbour too.
        const neighbours = new Set([touched]);
        if (byte === null && at === (ends[touched] as number) - 1) neighbours.add(touched + 1);
        if (byte !== null && at === (ends[touched - 1] ?? start)) neighbours.add(touched - 1);
        const found = new Set(records.map(({ values }) => values.join("\u0001")));
        for (const [i, row] of body.entries()) {
          if (!neighbours.has(i)) expect(found, `record ${i}`).toContain(row.join("\u0001"));
        }
        expect(records.length + damages.length).toBeGreaterThanOrEqual(body.length - 1);
      }),
      { numRuns: 1_500 },
    );
  });
});
