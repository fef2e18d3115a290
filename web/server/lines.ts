/** One line of a stream, without its end; `undefined` bytes: it was longer than the limit and has been skipped. */
export interface Line {
  /** 0-based. */
  index: number;
  bytes: Buffer | undefined;
  /** The beginning of a line that was too long. */
  head?: Buffer;
}

const HEAD = 1024;

/**
 * Cuts a stream of bytes into lines as it arrives; blank lines are counted and left out. Holds no more than one chunk
 * and one line. Stops with `tooLong()` as soon as the stream as a whole is longer than `total` bytes.
 */
export async function* linesOf(
  stream: AsyncIterable<Buffer>,
  limits: { line: number; total: number; tooLong: () => Error },
): AsyncGenerator<Line> {
  let index = 0;
  let seen = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer) => {
    length += part.length;
    if (length <= limits.line) parts.push(part);
    // A line without end must not fill the memory: only its beginning is kept.
    else if (parts.length > 0) parts = [Buffer.concat(parts).subarray(0, HEAD)];
    else if (length === part.length) parts = [part.subarray(0, HEAD)];
  };
  const line = (): Line | undefined => {
    const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    const made: Line =
      length > limits.line ? { index, bytes: undefined, head: bytes.subarray(0, HEAD) } : { index, bytes };
    const blank = length <= limits.line && isBlank(bytes);
    parts = [];
    length = 0;
    index++;
    return blank ? undefined : made;
  };
  for await (const chunk of stream) {
    seen += chunk.length;
    if (seen > limits.total) throw limits.tooLong();
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      const made = line();
      if (made) yield made;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (length > 0) {
    const made = line();
    if (made) yield made;
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
}
