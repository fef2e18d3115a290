/** Characters that steer a terminal, break a header or turn the direction of what follows. */
const STEERING = /[\p{Cc}\u2028\u2029]+/gu;
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * A text from outside on one line: control characters (line breaks, ANSI, NUL) become spaces, marks that turn the
 * direction of writing go, halves of characters become U+FFFD (R18, R22).
 */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, "").replace(STEERING, " ").replace(/\s+/gu, " ").trim();
}

/** At most so many characters (code points), the last an ellipsis where something was left out. */
export function cutTo(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/**
 * An address that a message may link to, without characters that end a link in Markdown or HTML; undefined for what is
 * not http(s) (R19).
 */
export function safeLink(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const rest = `${url.pathname}${url.search}${url.hash}`.replace(
    /[()<>"'`|*[\]\\^{}]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${url.origin}${rest}`;
}
