import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { MinyiError } from "../../core/errors.js";
import { checkInflation, FREE_INFLATION, MAX_RATIO, type Meter } from "../input.js";
import { checkContainer, readAt } from "./container.js";
import { refusals } from "./refusals.js";

const CHUNK = 262_144;
/** A workbook has some dozen parts; the directory of a million entries is an attack. */
const MAX_DIRECTORY = 16 * 1_048_576;

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  plain: number;
  offset: number;
}

/**
 * A zip archive on disk, read part by part in constant memory. The directory at the end of the file is believed for
 * where things are, nothing for how large they grow: see checkInflation. (APPNOTE.TXT 6.3, 4.3 and 4.5.3)
 */
export class ZipArchive {
  private grown = 0;
  /** Parts that have been read to their end: reading them again inflates nothing new. */
  private readonly proved = new Set<Entry>();

  private constructor(
    private readonly file: FileHandle,
    private readonly size: number,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws InputError when the file is no zip archive, is cut off, or is something else that people take for xlsx */
  static async open(path: string): Promise<ZipArchive> {
    const file = await open(path, "r");
    try {
      await checkContainer(file);
      const { size } = await file.stat();
      return new ZipArchive(file, size, await readDirectory(file, size));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The bytes of a part; the meter counts packed bytes. */
  async *read(name: string, meter?: Meter): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw refusals.damaged(name);
    if (entry.encrypted) throw refusals.password();
    if (entry.method !== 0 && entry.method !== 8) throw refusals.damaged(name);
    if (entry.plain > FREE_INFLATION && entry.plain > MAX_RATIO * this.size) checkInflation(entry.plain, this.size);
    const head = await readAt(this.file, entry.offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw refusals.damaged(name);
    const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    if (start + entry.packed > this.size) throw refusals.truncated();
    let sum = 0;
    try {
      for await (const chunk of plainBytes(this.packedBytes(start, entry.packed, meter), entry.method)) {
        if (!this.proved.has(entry)) this.grown += chunk.length;
        checkInflation(this.grown, this.size);
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof MinyiError ? error : refusals.damaged(name, error);
    }
    if (sum !== entry.crc) throw refusals.damaged(name);
    this.proved.add(entry);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async *packedBytes(start: number, length: number, meter: Meter | undefined): AsyncGenerator<Buffer> {
    for (let at = 0; at < length; ) {
      const chunk = await readAt(this.file, start + at, Math.min(CHUNK, length - at));
      if (chunk.length === 0) throw refusals.truncated();
      at += chunk.length;
      if (meter) meter.read += chunk.length;
      yield chunk;
    }
  }
}

function plainBytes(packed: AsyncGenerator<Buffer>, method: number): AsyncIterable<Buffer> {
  if (method === 0) return packed;
  // An error of either side arrives through the iteration.
  return pipeline(Readable.from(packed, { objectMode: false }), createInflateRaw({ chunkSize: CHUNK }), () => {});
}

async function readDirectory(file: FileHandle, size: number): Promise<Map<string, Entry>> {
  const tailAt = Math.max(0, size - 65_557);
  const tail = await readAt(file, tailAt, size - tailAt);
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > tail.length) throw refusals.truncated();
  let length = tail.readUInt32LE(end + 12);
  let offset = tail.readUInt32LE(end + 16);
  if (length === 0xffffffff || offset === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw refusals.truncated();
    const record = await readAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw refusals.truncated();
    length = Number(record.readBigUInt64LE(40));
    offset = Number(record.readBigUInt64LE(48));
  }
  if (length > MAX_DIRECTORY) throw refusals.damaged("directory");
  const bytes = await readAt(file, offset, length);
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    // Some programs write Windows' separators.
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/");
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    entries.set(name.toLowerCase(), {
      name,
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      ...sizes(bytes, at, extra),
    });
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  }
  if (entries.size === 0) throw refusals.truncated();
  return entries;
}

/** Sizes and place of an entry; those that do not fit 32 bits stand in an extra field of their own (id 1). */
function sizes(bytes: Buffer, at: number, extra: Buffer): Pick<Entry, "packed" | "plain" | "offset"> {
  const small = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
  let field = 0;
  while (field + 4 <= extra.length && extra.readUInt16LE(field) !== 1) field += 4 + extra.readUInt16LE(field + 2);
  let next = field + 4;
  const [plain, packed, offset] = small.map((value) => {
    if (value !== 0xffffffff || next + 8 > extra.length) return value;
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  }) as [number, number, number];
  return { plain, packed, offset };
}
