/** A surrogate without its partner. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A byte that is valid in no UTF-8 text: marks what UTF-16 could not say, so that the record is counted as damaged. */
const UNDECODABLE = Buffer.from([0xff]);

/** Turns a stream of UTF-16 into UTF-8. Lone surrogates and a byte left over become a byte that is no UTF-8. */
export async function* utf16ToUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const usable = bytes.length - (bytes.length % 2);
    // A pair must not be cut in two: keep back a high surrogate at the end.
    const high = usable >= 2 && ((bytes[usable - (encoding === "utf-16le" ? 1 : 2)] as number) & 0xfc) === 0xd8;
    const end = high ? usable - 2 : usable;
    rest = Buffer.from(bytes.subarray(end));
    if (end > 0) yield toUtf8(bytes.subarray(0, end), encoding);
  }
  if (rest.length >= 2) yield toUtf8(rest.subarray(0, 2), encoding);
  if (rest.length % 2 === 1) yield UNDECODABLE;
}

function toUtf8(bytes: Buffer, encoding: "utf-16le" | "utf-16be"): Buffer {
  const text = (encoding === "utf-16le" ? bytes : Buffer.from(bytes).swap16()).toString("utf16le");
  if (text.search(LONE) < 0) return Buffer.from(text, "utf8");
  const parts = text.split(LONE).map((part) => Buffer.from(part, "utf8"));
  return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [UNDECODABLE, part])));
}
