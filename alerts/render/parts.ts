/** More than so many parts are not sent: a summary is. */
export const MOST_PARTS = 3;

/** Which part of how many. */
export interface Place {
  number: number;
  of: number;
}

/** ` (1/3)`; nothing where there is one part only. */
export function placeText({ number, of }: Place): string {
  return of === 1 ? "" : ` (${number}/${of})`;
}

/**
 * Distributes blocks over as few parts as they fit into, in order, never cutting a block. `fits` says whether some
 * blocks, with all that stands around them in a part at this place, keep the receiver's limit.
 * @returns undefined where more than {@link MOST_PARTS} were needed, or a block fits nowhere
 */
export function packParts<Block>(
  blocks: readonly Block[],
  fits: (part: readonly Block[], place: Place) => boolean,
): Block[][] | undefined {
  for (let of = 1; of <= MOST_PARTS; of++) {
    const parts = packInto(blocks, of, fits);
    if (parts) return parts;
  }
  return undefined;
}

function packInto<Block>(
  blocks: readonly Block[],
  of: number,
  fits: (part: readonly Block[], place: Place) => boolean,
): Block[][] | undefined {
  const parts: Block[][] = [];
  let next = 0;
  for (let number = 1; number <= of; number++) {
    const part: Block[] = [];
    // One block at least is left for each part that follows: what closes the last one may not have fitted before it.
    while (blocks.length - next > of - number) {
      const grown = [...part, blocks[next] as Block];
      if (!fits(grown, { number, of })) break;
      part.push(blocks[next] as Block);
      next++;
    }
    if (part.length === 0 && of > 1) return undefined;
    parts.push(part);
  }
  return next === blocks.length && fits(parts[of - 1] as Block[], { number: of, of }) ? parts : undefined;
}

/** As many of the first lines as fit, and how many do not. `fits` is told both. */
export function fitLines<Line>(
  lines: readonly Line[],
  fits: (kept: readonly Line[], left: number) => boolean,
): { kept: Line[]; left: number } {
  let kept: Line[] = [];
  while (kept.length < lines.length) {
    const more = [...kept, lines[kept.length] as Line];
    if (!fits(more, lines.length - more.length)) break;
    kept = more;
  }
  return { kept, left: lines.length - kept.length };
}
