import { type Decoding, type Encoding, EncodingProbe } from "./decode.js";
import type { FileKind } from "./files.js";
import { Meter, type OpenInput, textBytes, unpacked } from "./input.js";

/**
 * Standard input, or any stream, as an input that can be read once. Encoding and kind are told from its first bytes,
 * since it can't be gone through beforehand; later bytes that do not fit are decided record by record.
 */
export async function streamInput(
  stream: AsyncIterable<Buffer>,
  encoding: Encoding | "auto",
): Promise<{ input: OpenInput; kind: FileKind }> {
  const plain = unpacked(stream)[Symbol.asyncIterator]();
  const first = await plain.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  const probe = new EncodingProbe();
  probe.write(head);
  const decoding: Decoding = probe.end(encoding, false);
  async function* all(): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await plain.next(); !next.done; next = await plain.next()) yield next.value;
  }
  const input: OpenInput = {
    name: "-",
    path: undefined,
    decoding,
    meter: new Meter(),
    bytes: () => textBytes(all(), decoding),
    eager: false,
    offsets: !decoding.encoding.startsWith("utf-16"),
  };
  return { input, kind: kindOfBytes(head) };
}

/** What a file is by its first bytes: a zip archive or OLE container is taken for a workbook, `{` and `[` begin JSON. */
export function kindOfBytes(head: Buffer): FileKind {
  const start = head.toString("latin1", 0, 64);
  if (start.startsWith("PK\x03\x04") || start.startsWith("\xd0\xcf\x11\xe0")) return "xlsx";
  return /^(?:\xef\xbb\xbf)?\s*[[{]/.test(start) ? "jsonl" : "csv";
}
