import type { Cursor, Position } from "../core/connector.js";

/** How far a file has been read. */
export interface FilePosition {
  /** Hash of the file as it was read; "" before it could be computed. */
  sha256: string;
  size: number;
  mtimeMs: number;
  /** Last record that is dealt with. */
  row: number;
  /** Read to its end. */
  done: boolean;
}

export function toPosition(position: FilePosition): Position {
  return { ...position };
}

/** A position of the cursor, or undefined when it is not one of a file. */
export function fromPosition(position: Position | undefined): FilePosition | undefined {
  if (!position) return undefined;
  const { sha256, size, mtimeMs, row, done } = position;
  if (typeof sha256 !== "string" || typeof size !== "number" || typeof mtimeMs !== "number") return undefined;
  return { sha256, size, mtimeMs, row: typeof row === "number" ? row : 0, done: done === true };
}

/** Unchanged since it was read to its end, by size and time of change: it need not even be opened. */
export function isDone(known: FilePosition | undefined, file: { size: number; mtimeMs: number }): boolean {
  return known?.done === true && known.size === file.size && known.mtimeMs === file.mtimeMs;
}

/** The files that have been read to their end, by hash: finds copies and renamed files. Grows while a source is read. */
export class DoneFiles {
  private readonly names = new Map<string, string>();

  constructor(cursor: Cursor) {
    for (const [name, position] of cursor) {
      const known = fromPosition(position);
      if (known?.done) this.add(known.sha256, name);
    }
  }

  add(sha256: string, name: string): void {
    if (sha256 !== "" && !this.names.has(sha256)) this.names.set(sha256, name);
  }

  /** Name under which the same content has been read. */
  nameOf(sha256: string): string | undefined {
    return this.names.get(sha256);
  }
}
