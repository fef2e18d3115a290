/** Bytes that are asked for at once at least. */
const STEP = 262_144;

/**
 * A part of a byte stream that is held in memory: readers look for records in it, drop what they have read and ask for
 * more. It at least doubles when it has to grow, so that a long record costs linear time.
 */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** Offset in the stream of the first byte held. */
  base = 0;
  /** Everything has come in. */
  ended = false;
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /**
   * Drops the bytes before `from` and brings in more. With `eager` false one piece of the stream is enough: for input
   * that comes in slowly, from a person or a pipe.
   */
  async more(from: number, eager = true): Promise<void> {
    const kept = this.bytes.subarray(from);
    const wanted = eager ? Math.max(STEP, kept.length) : 1;
    const parts: Buffer[] = [kept];
    for (let got = 0; got < wanted && !this.ended; ) {
      const next = await this.source.next();
      if (next.done) this.ended = true;
      else {
        parts.push(next.value);
        got += next.value.length;
      }
    }
    this.base += from;
    this.bytes = parts.length === 2 && kept.length === 0 ? (parts[1] as Buffer) : Buffer.concat(parts);
  }

  /** Stops the stream, e.g. closes its file. */
  async close(): Promise<void> {
    await this.source.return?.();
  }
}
