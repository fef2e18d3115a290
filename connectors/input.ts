import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "../core/errors.js";
import type { Decoding } from "./decode.js";
import { utf16ToUtf8 } from "./utf16.js";

/** Bytes read from the disk at a time. */
const CHUNK = 262_144;

/** Packed data may grow to this size whatever its ratio, and beyond it to {@link MAX_RATIO} times its packed size. */
export const FREE_INFLATION = 50 * 1_048_576;
export const MAX_RATIO = 200;

/** An input that is being read. */
export interface OpenInput {
  /** Path relative to the source's folder, as in cursor and rejects. */
  name: string;
  /** Path to open; undefined for standard input. */
  path: string | undefined;
  decoding: Decoding;
  /** How much of the file has been read. */
  meter: Meter;
  /** The bytes, unpacked, and UTF-8 where the file is UTF-16. */
  bytes: () => AsyncIterable<Buffer>;
  /** False for standard input: what has come in is read at once, not when a whole block is there. */
  eager: boolean;
  /** False where `bytes` are not the file's own (UTF-16): then there are no offsets. */
  offsets: boolean;
}

/** Counts what has been read of a file, for the progress bar. */
export class Meter {
  read = 0;
}

/** The bytes of a file as it lies there. */
export function fileBytes(path: string, meter?: Meter): AsyncIterable<Buffer> {
  return metered(createReadStream(path, { highWaterMark: CHUNK }), meter);
}

async function* metered(stream: Readable, meter: Meter | undefined): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (meter) meter.read += chunk.length;
    yield chunk;
  }
}

/** The bytes of a file or stream, unpacked when it begins as gzip does (whatever its name). */
export async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const rest = {
    async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
      try {
        yield first.value;
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
      } finally {
        await iterator.return?.();
      }
    },
  };
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* gunzip(rest);
  else yield* rest;
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  let grown = 0;
  const counted = async function* () {
    for await (const chunk of packed) {
      size += chunk.length;
      yield chunk;
    }
  };
  // An error of either side arrives through the iteration.
  const plain = pipeline(Readable.from(counted(), { objectMode: false }), createGunzip({ chunkSize: CHUNK }), () => {});
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      grown += chunk.length;
      checkInflation(grown, size);
      yield chunk;
    }
  } catch (error) {
    throw brokenGzip(error);
  }
}

/** Throws when packed data grows as only a "zip bomb" does. Sizes in bytes. */
export function checkInflation(grown: number, packed: number): void {
  if (grown <= FREE_INFLATION + MAX_RATIO * packed) return;
  throw new InputError(
    {
      zh: `压缩内容膨胀超过 ${MAX_RATIO} 倍，疑似压缩炸弹，已停止读取`,
      en: `The packed content grows more than ${MAX_RATIO} times, as a zip bomb does; reading stopped`,
    },
    {
      fix: {
        zh: "如果文件来源可信，请解压或另存为 CSV 后再导入",
        en: "If you trust the file, unpack it or save it as CSV and import that",
      },
    },
  );
}

function brokenGzip(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (!code.startsWith("Z_")) return error;
  const cut = code === "Z_BUF_ERROR";
  return new InputError(
    cut
      ? { zh: "gzip 文件不完整（被截断）", en: "The gzip file is incomplete (cut off)" }
      : { zh: `gzip 文件已损坏（${code}）`, en: `The gzip file is damaged (${code})` },
    { fix: { zh: "请重新传输或重新导出该文件", en: "Transfer or export the file again" }, cause: error },
  );
}

/** A file as an input. */
export function fileInput(name: string, path: string, decoding: Decoding): OpenInput {
  const meter = new Meter();
  const bytes = () => textBytes(fileBytes(path, meter), decoding);
  return { name, path, decoding, meter, bytes, eager: true, offsets: !decoding.encoding.startsWith("utf-16") };
}

/** The bytes as readers want them: unpacked, UTF-16 turned into UTF-8. */
export function textBytes(chunks: AsyncIterable<Buffer>, decoding: Decoding): AsyncIterable<Buffer> {
  const plain = unpacked(chunks);
  if (decoding.encoding === "utf-16le" || decoding.encoding === "utf-16be") {
    return utf16ToUtf8(withoutFirst(plain, decoding.mark), decoding.encoding);
  }
  return withoutFirst(plain, decoding.mark);
}

async function* withoutFirst(chunks: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let left = length;
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left > 0 ? chunk.subarray(left) : chunk;
      left = 0;
    }
  }
}
