import { isAscii, isUtf8 } from "node:buffer";

/** How the bytes of a file are to be read. UTF-16 is turned into UTF-8 on the way in (see utf16.ts). */
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

export interface Decoding {
  encoding: Encoding;
  /** Every byte was checked and is valid. Otherwise each record is decided by itself. */
  clean: boolean;
  /** Set by the user: no record is tried in another encoding. */
  fixed: boolean;
  /** Length of the byte order mark. */
  mark: number;
}

/** What a record was read as, where that is not simply the file's encoding. */
export type Trouble = "other-encoding" | "undecodable";

/** Non-ASCII bytes that are looked at before UTF-8 with damage is told from GB18030. */
const SAMPLE = 1_048_576;
/** Bytes at the beginning by which UTF-16 without a mark is recognised. */
const HEAD = 65_536;

const MARKS: { encoding: Encoding; bytes: number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "gb18030", bytes: [0x84, 0x31, 0x95, 0x33] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

/**
 * Finds out the encoding of a file from its bytes, given in pieces, in constant memory: a byte order mark decides, then
 * UTF-16 by the look of its NULs, then UTF-8 when every byte is valid. What is left is GB18030, or UTF-8 with damage
 * when most of its bytes that are not ASCII form UTF-8 sequences of Chinese characters (in GB18030 hardly any do).
 */
export class EncodingProbe {
  private head = Buffer.alloc(0);
  private tail = Buffer.alloc(0);
  private valid = true;
  private seen = 0;
  private formed = 0;

  write(chunk: Buffer): void {
    if (this.head.length < HEAD) this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD - this.head.length)]);
    const ascii = isAscii(chunk);
    if (this.seen < SAMPLE && !ascii) {
      const { formed, seen } = utf8Share(chunk, 0, chunk.length);
      this.formed += formed;
      this.seen += seen;
    }
    if (!this.valid || (ascii && this.tail.length === 0)) return;
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, chunk]) : chunk;
    const whole = bytes.length - openTail(bytes);
    this.valid = isUtf8(bytes.subarray(0, whole));
    this.tail = Buffer.from(bytes.subarray(whole));
  }

  /** `wanted`: the encoding that the user set, or auto. `whole`: whether all bytes of the input were written. */
  end(wanted: Encoding | "auto", whole = true): Decoding {
    const mark = MARKS.find(({ bytes }) => bytes.every((b, i) => this.head[i] === b));
    const valid = whole && this.valid && this.tail.length === 0;
    if (wanted !== "auto") {
      const length = mark?.encoding === wanted ? mark.bytes.length : 0;
      return { encoding: wanted, clean: wanted === "utf-8" && valid, fixed: true, mark: length };
    }
    const encoding = mark?.encoding ?? utf16Look(this.head) ?? this.utf8OrGb();
    return { encoding, clean: encoding === "utf-8" && valid, fixed: false, mark: mark?.bytes.length ?? 0 };
  }

  private utf8OrGb(): Encoding {
    if (this.valid) return this.formed === 0 && !isAscii(this.head) && looksGb(this.head) ? "gb18030" : "utf-8";
    return this.formed > 0.6 * this.seen ? "utf-8" : "gb18030";
  }
}

/** Length of an unfinished UTF-8 sequence at the end of the bytes, 0 to 3. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Of the bytes that are not ASCII, how many form UTF-8 sequences of three and four; sequences of two prove nothing. */
export function utf8Share(bytes: Uint8Array, start: number, end: number): { formed: number; seen: number } {
  const follows = (i: number) => i < end && ((bytes[i] as number) & 0xc0) === 0x80;
  let formed = 0;
  let seen = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    if (byte >= 0xe0 && byte < 0xf0 && follows(i + 1) && follows(i + 2)) {
      formed += 3;
      seen += 3;
      i += 2;
    } else if (byte >= 0xf0 && byte < 0xf5 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
      formed += 4;
      seen += 4;
      i += 3;
    } else if (byte >= 0xc2 && byte < 0xe0 && follows(i + 1)) i += 1;
    else seen += 1;
  }
  return { formed, seen };
}

/** UTF-16 without a mark shows in NULs that stand on one side only: every ASCII character has one. */
function utf16Look(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) if (head[i] === 0) i % 2 === 0 ? even++ : odd++;
  const enough = Math.max(2, head.length / 50);
  if (odd >= enough && odd > 20 * even) return "utf-16le";
  if (even >= enough && even > 20 * odd) return "utf-16be";
  return undefined;
}

const strictGb = new TextDecoder("gb18030", { fatal: true, ignoreBOM: true });
const lossyGb = new TextDecoder("gb18030", { ignoreBOM: true });

/**
 * Turns bytes into text, a record at a time. `begin` looks at the whole record and settles how it is read; `text` then
 * gives any part of it. Bytes that fit no encoding become U+FFFD; once all parts have been asked for, `trouble` says so.
 */
export class RecordDecoder {
  /** About the record begun last. */
  trouble: Trouble | undefined;
  private how: "utf-8" | "gb18030" = "utf-8";

  constructor(private readonly decoding: Decoding) {}

  begin(bytes: Buffer, start: number, end: number): void {
    this.trouble = undefined;
    if (this.decoding.clean) return;
    const gbFirst = this.decoding.encoding === "gb18030";
    const record = bytes.subarray(start, end);
    const utf8 = isUtf8(record);
    this.how = gbFirst ? "gb18030" : "utf-8";
    if (this.decoding.fixed) {
      if (!gbFirst && !utf8) this.trouble = "undecodable";
    } else if (gbFirst) {
      if (utf8 && !isAscii(record)) this.beginUtf8AmongGb(record);
    } else if (!utf8) this.beginDamaged(record);
    else if (!isAscii(record) && looksGb(record)) {
      this.how = "gb18030";
      this.trouble = "other-encoding";
    }
  }

  text(bytes: Buffer, start: number, end: number): string {
    if (this.how === "utf-8") return bytes.toString("utf8", start, end);
    const part = bytes.subarray(start, end);
    if (isAscii(part)) return bytes.toString("latin1", start, end);
    try {
      return strictGb.decode(part);
    } catch {
      this.trouble = "undecodable";
      return lossyGb.decode(part);
    }
  }

  /** A record that is valid UTF-8 in a file of GB18030: by chance when it is short, not when it is long. */
  private beginUtf8AmongGb(record: Buffer): void {
    const { formed, seen } = utf8Share(record, 0, record.length);
    if ((formed < 24 || formed < seen) && isGb(record)) return;
    this.how = "utf-8";
    this.trouble = "other-encoding";
  }

  /** A record that is not valid UTF-8 in a file of UTF-8: GB18030 where it makes sense as that, else damaged. */
  private beginDamaged(record: Buffer): void {
    const { formed, seen } = utf8Share(record, 0, record.length);
    this.trouble = "undecodable";
    if (formed > 0.5 * seen || !isGb(record)) return;
    this.how = "gb18030";
    this.trouble = "other-encoding";
  }
}

/**
 * Chinese characters of GB18030 can pass for Greek or Cyrillic letters of UTF-8 (停水 for ͣˮ), which nobody writes alone
 * here. Asked only where no Chinese character of UTF-8 is seen. Latin letters and the middle dot (first byte C2 or C3) stay.
 */
function looksGb(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0xe0) && bytes.some((byte) => byte >= 0xc4) && isGb(bytes);
}

function isGb(bytes: Uint8Array): boolean {
  try {
    strictGb.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
