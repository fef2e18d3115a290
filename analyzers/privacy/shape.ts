/** Full-width digits, letters and the signs inside numbers and addresses; dashes; middle dots. */
const WIDE =
  "\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFF5A\\uFF20\\uFF0B\\uFF0D-\\uFF0F\\uFF03\\uFF0A\\uFF3F\\u3000\\u00A0\\u2010-\\u2015\\u2212\\u2022\\u30FB\\u2027";
const SOME_WIDE = new RegExp(`[${WIDE}]`);
const EACH_WIDE = new RegExp(`[${WIDE}]`, "g");

function plain(character: string): string {
  const unit = character.charCodeAt(0);
  if (unit >= 0xff01) return String.fromCharCode(unit - 0xfee0);
  if (unit === 0x3000 || unit === 0x00a0) return " ";
  return unit === 0x2022 || unit === 0x30fb || unit === 0x2027 ? "·" : "-";
}

/**
 * The text with full-width letters and digits, all dashes and all middle dots in their plain form: the same length,
 * unit by unit, so that what is found in the shape is found in the text.
 */
export function shapeOf(text: string): string {
  return SOME_WIDE.test(text) ? text.replace(EACH_WIDE, plain) : text;
}
