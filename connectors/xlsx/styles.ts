import { parsePart } from "./xml.js";

/** How a number is meant: as a number, a point in time, or a number of fixed width (`00000`). */
export type NumberFormat = { kind: "number" } | { kind: "time" } | { kind: "padded"; width: number };

/** By the style's index. */
export type NumberFormats = readonly NumberFormat[];

const NUMBER: NumberFormat = { kind: "number" };
const TIME: NumberFormat = { kind: "time" };

/** Reads which styles show dates (ECMA-376 part 1, 18.8.30: numbers of the formats that are built in). */
export async function readFormats(part: string, chunks: AsyncIterable<Buffer>): Promise<NumberFormats> {
  const custom = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await parsePart(part, chunks, {
    open(name, attributes) {
      if (name === "numFmt") custom.set(Number(attributes.numFmtId), formatOf(attributes.formatCode ?? ""));
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(custom.get(id) ?? (isBuiltInTime(id) ? TIME : NUMBER));
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

/** 14–22 and 45–47 everywhere, 27–36 and 50–58 in Chinese, Japanese and Korean versions. */
function isBuiltInTime(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** What a format code such as `yyyy"年"m"月"d"日";@` shows. */
export function formatOf(code: string): NumberFormat {
  const bare = code
    .slice(0, 300)
    .replace(/"[^"]*"/g, "")
    .replace(/\\./g, "")
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, "")
    .split(";")[0] as string;
  if (/^0{2,}$/.test(bare)) return { kind: "padded", width: bare.length };
  if (/general|[#?%]|e\+/i.test(bare)) return NUMBER;
  return /[ymdhs上下]/i.test(bare) ? TIME : NUMBER;
}
