/**
 * What may not reach a terminal or a log as it is: control characters (they move the cursor, change colours, forge
 * lines), marks that reverse the direction of reading or are invisible, line separators, halves of surrogate pairs.
 * The joiner of emoji (U+200D) stays.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function code(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Text of others as one line that is safe to print: breaks and tabs become spaces, other unsafe characters `\u001b`. */
export function oneLine(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ").replace(UNSAFE, code);
}

/** The same, but line breaks stay: for messages that we have laid out ourselves. */
export function lines(text: string): string {
  return text.replace(UNSAFE, (character) => (character === "\n" ? "\n" : code(character)));
}

/** JSON in which no unsafe character stands as itself; still the same value to whoever parses it. */
export function safeJson(value: unknown, indent?: number): string {
  return lines(JSON.stringify(value, undefined, indent));
}
