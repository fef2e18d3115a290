import { readFileSync, rmSync } from "node:fs";
import { writeFileAtomic } from "../core/atomic-file.js";

/** How far a copy has come. */
export interface CopyMark {
  /** Id of the last document that the target has acknowledged. */
  after: string;
  /** Documents up to there. */
  copied: number;
}

/** Where a copy keeps how far it has come, so that it goes on there after it was ended. */
export interface CopyMarks {
  load(): CopyMark | undefined;
  save(mark: CopyMark): void;
  clear(): void;
}

/**
 * Marks in a small file; `pair` names source and target: a mark of another pair does not count. What cannot be read is no
 * mark: then the copy starts anew, which only costs time.
 * `save` throws DependencyError when the disk is full.
 */
export function fileMarks(path: string, pair: string): CopyMarks {
  return {
    load() {
      try {
        const { pair: of, after, copied } = JSON.parse(readFileSync(path, "utf8")) as CopyMark & { pair: string };
        return of === pair && typeof after === "string" && typeof copied === "number" ? { after, copied } : undefined;
      } catch {
        return undefined;
      }
    },
    save: ({ after, copied }) => writeFileAtomic(path, `${JSON.stringify({ pair, after, copied })}\n`),
    clear: () => rmSync(path, { force: true }),
  };
}
