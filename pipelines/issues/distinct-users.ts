/**
 * Numbers people from 1 in the order in which they come: the same author has the same number, and every message without
 * an author is somebody else's, as citizens are counted. The numbers mean nothing outside one table.
 */
export function distinctUsers(): (authorKey: string | undefined) => number {
  const numbers = new Map<string, number>();
  let last = 0;
  return (authorKey) => {
    const known = authorKey === undefined ? undefined : numbers.get(authorKey);
    if (known !== undefined) return known;
    last++;
    if (authorKey !== undefined) numbers.set(authorKey, last);
    return last;
  };
}
