import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { PLACE_KINDS } from "../../core/analysis.js";
import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { PlaceKind } from "./endings.js";

/** One line of the office's own gazetteer. */
export interface GazetteerEntry {
  /** `district` and `street` tell what the office's city consists of; the others are places in it. */
  kind: PlaceKind | "district" | "street";
  name: string;
  /** The district or county it lies in. */
  district?: string;
  /** The street or town it lies in. */
  street?: string;
}

export interface GazetteerProblem extends Localized {
  /** 1-based, as an editor shows it. */
  line: number;
}

/** Chinese names of the kinds, as clerks write them. */
const CHINESE_KINDS: Record<string, GazetteerEntry["kind"]> = {
  区县: "district",
  街道: "street",
  乡镇: "street",
  道路: "road",
  小区: "estate",
  村: "village",
  学校: "school",
  医院: "hospital",
  公司: "company",
  市场: "market",
  公园: "park",
  交通: "transit",
  楼宇: "building",
  其他: "other",
};
const KINDS = new Map<string, GazetteerEntry["kind"]>([
  ["district", "district"],
  ["street", "street"],
  ...PLACE_KINDS.map((kind) => [kind, kind] as const),
  ...Object.entries(CHINESE_KINDS),
]);
const KINDS_TEXT = [...KINDS.keys()].filter((kind) => /^[a-z]+$/.test(kind)).join(" ");
const LONGEST = 40;

function readColumns(columns: readonly string[]): GazetteerEntry | Localized {
  const [kindText = "", name = "", district = "", street = ""] = columns.map((column) => column.trim());
  const extra = columns.slice(4).filter((column) => column.trim() !== "").length;
  if (extra > 0) {
    return { zh: `有 ${columns.length} 列，最多 4 列`, en: `${columns.length} columns, at most 4` };
  }
  const kind = KINDS.get(kindText);
  if (kind === undefined) {
    return {
      zh: `类别「${kindText}」不认识，可用：${KINDS_TEXT}，或 ${Object.keys(CHINESE_KINDS).join(" ")}`,
      en: `unknown kind "${kindText}", expected one of: ${KINDS_TEXT}`,
    };
  }
  for (const value of [name, district, street]) {
    if (!value.isWellFormed() || /\p{Cc}/u.test(value)) {
      return { zh: "有控制字符或残缺字符", en: "contains control or broken characters" };
    }
  }
  const length = [...name].length;
  if (length < 2 || length > LONGEST) {
    return {
      zh: `名称「${name}」有 ${length} 个字，应为 2–${LONGEST} 个`,
      en: `name "${name}" has ${length} characters, expected 2–${LONGEST}`,
    };
  }
  if (kind === "street" && district === "") {
    return { zh: `街道「${name}」没有写所属区县`, en: `street "${name}" has no district` };
  }
  return { kind, name, ...(district !== "" && { district }), ...(street !== "" && { street }) };
}

/**
 * Reads a gazetteer: CSV with the columns kind, name, district, street (the last two may be empty), with or without a
 * header, `#` before comments. Gives every line that can be used and every problem with its line.
 */
export function parseGazetteer(text: string): { entries: GazetteerEntry[]; problems: GazetteerProblem[] } {
  const entries: GazetteerEntry[] = [];
  const problems: GazetteerProblem[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (index === 0 && /^"?(?:kind|类别|类型)"?,/.test(line)) continue;
    const columns = (parse(line, { relax_column_count: true, relax_quotes: true }) as string[][])[0] ?? [];
    const read = readColumns(columns);
    if ("kind" in read) entries.push(read);
    else problems.push({ line: index + 1, ...read });
  }
  return { entries, problems };
}

/**
 * Loads the office's own gazetteer. All or nothing: one bad line and none is used.
 * @throws UsageError naming the file and each line at fault (the first ten).
 */
export function loadGazetteer(path: string): GazetteerEntry[] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new UsageError(
      {
        zh: `地名表 ${path} 读不出来：找不到文件，或不是 UTF-8`,
        en: `Gazetteer ${path} cannot be read: no such file, or not UTF-8`,
      },
      {
        fix: {
          zh: "检查 gazetteer.files 中的路径，并另存为 UTF-8 编码的 CSV。",
          en: "Check the path in gazetteer.files; save it as CSV in UTF-8.",
        },
        cause: error,
      },
    );
  }
  const { entries, problems } = parseGazetteer(text);
  if (problems.length === 0) return entries;
  const shown = problems.slice(0, 10);
  throw new UsageError(
    {
      zh: `地名表 ${path} 有 ${problems.length} 处错误：\n${shown.map((p) => `  第 ${p.line} 行：${p.zh}`).join("\n")}`,
      en: `Gazetteer ${path} has ${problems.length} problems:\n${shown.map((p) => `  line ${p.line}: ${p.en}`).join("\n")}`,
    },
    {
      fix: {
        zh: "每行：类别,名称,区县,街道，如「estate,丽景花园,临江区,湖滨街道」；后两列可以空着。",
        en: "One place a line: kind,name,district,street, e.g. `estate,丽景花园,临江区,湖滨街道`; the last two may be empty.",
      },
    },
  );
}
