/** Length in UTF-8, bytes: what the limits of robots count. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** The longest beginning of a text that, with an ellipsis, fits into so many bytes of UTF-8; whole characters only. */
export function cutBytes(text: string, most: number): string {
  if (byteLength(text) <= most) return text;
  const room = most - byteLength("…");
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += byteLength(character);
    if (used > room) break;
    kept += character;
  }
  return room < 0 ? "" : `${kept}…`;
}
