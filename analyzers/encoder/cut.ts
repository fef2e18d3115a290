/** How much of a text the model reads: `most` tokens, [CLS] and [SEP] among them, the first `head` and the last ones. */
export interface Cut {
  most: number;
  head: number;
}

/** UTF-16 units up to which a text is read whole, and those of its beginning and end that are read of a longer one. */
const WHOLE = 4400;
const BEGINNING = 4000;

const CLS = 101;
const SEP = 102;

/** What is tokenized of a text: of a very long one its beginning and its end. */
export function cutText(text: string): string {
  return text.length <= WHOLE ? text : text.slice(0, BEGINNING) + text.slice(BEGINNING - WHOLE);
}

/** The ids as the model takes them: [CLS], the text's own, [SEP]; of too many the first and, where requests often stand, the last. */
export function cutIds(ids: readonly number[], { most, head }: Cut): number[] {
  const room = most - 2;
  if (ids.length <= room) return [CLS, ...ids, SEP];
  return [CLS, ...ids.slice(0, head - 1), ...ids.slice(head - 1 - room), SEP];
}
