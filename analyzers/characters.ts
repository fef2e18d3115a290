/** What cleaning has to do with a UTF-16 unit. Everything but PLAIN, SPACE, NEWLINE and REPEATABLE needs the slow way. */
export const CHARACTER = {
  plain: 0,
  /** The ordinary space; fine alone, not in runs. */
  space: 1,
  /** The line feed; fine alone, not in runs. */
  newline: 2,
  /** Punctuation whose runs are capped. */
  repeatable: 3,
  /** Needs a closer look: control, invisible or compatibility character, surrogate, combining mark, markup. */
  special: 4,
} as const;

/**
 * Chinese punctuation that NFKC would turn into its ASCII look-alike, the circled numbers of enumerations, and the one
 * character that it would turn into eighteen.
 */
const KEPT = "，！？：；（）～…‥①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳\uFDFA";

/** Punctuation that people repeat for force. Not `*`: its runs stand for what somebody has masked. */
export const REPEATABLE = "!！?？。，,、；;：:~～.…—-_=+#^·";

/**
 * Never shown and without meaning: controls, soft hyphen, zero-width and bidirectional marks, byte order mark, fillers,
 * annotation marks, noncharacters, all variation selectors but the one that asks for an emoji.
 */
const INVISIBLE =
  "\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B\\u200C\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0E\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\uFFFE\\uFFFF";

const LOOK = new RegExp(`[${INVISIBLE}\\u200D\\uFE0F\\p{M}\\p{Surrogate}<&_\\t\\r\\v\\f\\u0085\\u2028\\u2029]`, "u");
const SPACES = /[^\S\n ]/;

/** Runs of characters that NFKC may change. */
const OUTSIDE_KEPT = new RegExp(`[^${KEPT}]+`, "g");
const DROPPED = new RegExp(
  // The joiner and the emoji selector stay between and after emoji only.
  `[${INVISIBLE}\\u{E0000}-\\u{E0FFF}]|(?<!\\p{Extended_Pictographic}[\\uFE0F\\u{1F3FB}-\\u{1F3FF}]?)\\u200D|\\u200D(?!\\p{Extended_Pictographic})|(?<!\\p{Extended_Pictographic}|[0-9#*](?=\\uFE0F\\u20E3))\\uFE0F`,
  "gu",
);

function classOf(unit: number): number {
  const character = String.fromCharCode(unit);
  if (unit === 0x20) return CHARACTER.space;
  if (unit === 0x0a) return CHARACTER.newline;
  if (REPEATABLE.includes(character) && unit !== 0x5f) return CHARACTER.repeatable;
  if (KEPT.includes(character)) return CHARACTER.plain;
  // Jamo are stable one by one and compose together.
  const jamo = unit >= 0x1100 && unit <= 0x11ff;
  if (LOOK.test(character) || SPACES.test(character) || jamo) return CHARACTER.special;
  return character.normalize("NFKC") === character ? CHARACTER.plain : CHARACTER.special;
}

/** Class of every UTF-16 unit, see {@link CHARACTER}. */
export const CLASSES: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => classOf(unit));

/** Takes out what is never shown. */
export function dropInvisible(text: string): string {
  return text.replace(DROPPED, "");
}

/** NFKC of letters, digits and symbols; Chinese punctuation and circled numbers stay as they are. */
export function foldWidth(text: string): string {
  return text.replace(OUTSIDE_KEPT, (run) => run.normalize("NFKC"));
}
