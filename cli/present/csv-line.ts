/** A spreadsheet takes a text that begins like this for a formula (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** One record of CSV (RFC 4180), texts that look like formulas made harmless by a leading apostrophe; numbers stay. */
export function csvLine(values: readonly (string | number)[]): string {
  const cells = values.map((value) => {
    if (typeof value === "number") return String(value);
    const text = (FORMULA.test(value) ? `'${value}` : value).replaceAll("\0", "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(",")}\r\n`;
}
