/** A JSON object as columns and values, as a table row would be. */
export interface Flat {
  columns: string[];
  values: string[];
  history: readonly unknown[] | undefined;
}

/**
 * Lays an object out as columns: `{"reply": {"text": "…"}}` becomes a column `reply.text`. Lists of plain values are
 * joined by 、; the list `history` is kept as it is. `source` is the JSON text: whole numbers too long for JavaScript,
 * as ids are, are taken from there with all their digits.
 */
export function flatten(object: Record<string, unknown>, source: string): Flat {
  const flat: Flat = { columns: [], values: [], history: undefined };
  for (const [key, value] of Object.entries(object)) {
    if (key === "history" && Array.isArray(value)) flat.history = value;
    else if (isObject(value)) {
      for (const [inner, nested] of Object.entries(value)) add(flat, `${key}.${inner}`, plain(nested, inner, source));
    } else add(flat, key, plain(value, key, source));
  }
  return flat;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function add(flat: Flat, column: string, value: string): void {
  flat.columns.push(column);
  flat.values.push(value);
}

function plain(value: unknown, key: string, source: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number")
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? exact(value, key, source) : String(value);
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.filter((v) => typeof v === "string" || typeof v === "number").join("、");
  return "";
}

/** The digits of a long number as the text has them, where its key stands only once. */
function exact(value: number, key: string, source: string): string {
  const name = `${JSON.stringify(key)}`;
  const at = source.indexOf(name);
  if (at < 0 || source.indexOf(name, at + 1) >= 0) return String(value);
  return /^\s*:\s*(-?\d+)(?![\d.eE])/.exec(source.slice(at + name.length, at + name.length + 60))?.[1] ?? String(value);
}
