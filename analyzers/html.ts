import { Tokenizer } from "htmlparser2";

/** Elements that start on a new line when a browser shows them. */
const BLOCK = new Set(
  "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section table tbody tfoot thead tr ul".split(
    " ",
  ),
);

/** Elements whose text is never shown in the page. */
const HIDDEN = new Set(["script", "style", "template", "noscript", "iframe", "title"]);

/** Elements that a browser sets apart from their neighbour by some space. */
const SPACED = new Set(["td", "th", "option"]);

const NAMES = [
  ...BLOCK,
  ...HIDDEN,
  ...SPACED,
  ..."a abbr audio b big button caption cite code col colgroup del em embed figcaption font i img input ins label link meta object param q s select small source span strike strong sub sup svg tt u var video".split(
    " ",
  ),
  "[ovwm]:[a-z]+",
  "st1:[a-z]+",
].join("|");

/** A whole tag of a known element: `<5 度` and `<姓名>` are text. */
const TAG = `\\/?(?:${NAMES})(?=[\\s/>])[^<>]*>`;

const MARKUP = new RegExp(`<${TAG}|<!--|&(?:[a-z]{2,8}|#[0-9]+|#x[0-9a-f]+);`, "i");
const LOOSE_LESS_THAN = new RegExp(`<(?!${TAG})`, "gi");

/** Entities that were encoded again and again: `&amp;amp;lt;` is `&lt;`. */
const NESTED_AMPERSAND = /&(?:amp;){2,}/gi;

/** Whether a text holds markup: a whole tag of a known element, a comment or an entity. Linear. */
export function looksLikeHtml(text: string): boolean {
  return (text.includes("<") || text.includes("&")) && MARKUP.test(text);
}

/** Takes comments out; one that is never closed is text. */
function withoutComments(text: string): string {
  let from = 0;
  let kept = "";
  for (;;) {
    const start = text.indexOf("<!--", from);
    const end = start < 0 ? -1 : text.indexOf("-->", start + 4);
    if (end < 0) return (kept + text.slice(from)).replaceAll("<!--", " ");
    kept += text.slice(from, start);
    from = end + 3;
  }
}

function ignore(): void {}

/**
 * The text that a reader of the page would see: blocks on lines of their own, entities decoded, scripts, styles and
 * comments left out. A `<` that begins no tag stays. Uses the tokenizer alone: the parser above it keeps a stack of
 * open elements, which makes deep nesting quadratic.
 */
export function htmlToText(html: string): string {
  const source = withoutComments(html).replace(NESTED_AMPERSAND, "&amp;").replace(LOOSE_LESS_THAN, "&lt;");
  const parts: string[] = [];
  let hiddenBy = "";
  const breakAt = (name: string): void => {
    if (BLOCK.has(name)) parts.push("\n");
    else if (SPACED.has(name)) parts.push(" ");
  };
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname(start, end) {
        const name = source.slice(start, end).toLowerCase();
        if (hiddenBy === "" && HIDDEN.has(name)) hiddenBy = name;
        breakAt(name);
      },
      onclosetag(start, end) {
        const name = source.slice(start, end).toLowerCase();
        if (name === hiddenBy) hiddenBy = "";
        breakAt(name);
      },
      ontext(start, end) {
        if (hiddenBy === "") parts.push(source.slice(start, end));
      },
      ontextentity(codePoint) {
        if (hiddenBy === "") parts.push(String.fromCodePoint(codePoint));
      },
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return parts.join("");
}
