const UNITS: Record<string, number> = {
  "": 1,
  千: 1_000,
  k: 1_000,
  万: 10_000,
  w: 10_000,
  亿: 100_000_000,
  m: 1_000_000,
};

const COUNT = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,6})?\s*(千|万|亿|[kwm])?\s*\+?$/;

/**
 * Reads a count as pages and exports write it: `1,024`, `1.2万`, `3k`, `100+`, `12.0`; full-width digits too. Undefined
 * when the text is something else, a negative number or a broken count.
 */
export function parseCount(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const match = COUNT.exec(text.normalize("NFKC").trim().toLowerCase());
  if (!match) return undefined;
  const value =
    Number(`${(match[1] as string).replaceAll(",", "")}${match[2] ?? ""}`) * (UNITS[match[3] ?? ""] as number);
  const whole = Math.round(value);
  if (!Number.isSafeInteger(whole)) return undefined;
  return match[3] !== undefined || Math.abs(value - whole) < 1e-9 ? whole : undefined;
}
