import { nearest } from "../../config/nearest.js";
import { MAPPABLE_FIELDS, type MappableField } from "../../config/schema.js";
import { UsageError } from "../../core/errors.js";
import type { OptionSpec } from "../command.js";

export type ColumnMap = Partial<Record<MappableField | "id", string>>;

/** Parser of `--map field=column …`; each use adds to what was given before. */
export function parseMap(text: string, before: ColumnMap | undefined): ColumnMap {
  const at = text.indexOf("=");
  const field = text.slice(0, Math.max(at, 0)).trim();
  const column = text.slice(at + 1).trim();
  if (at < 1 || column === "") {
    throw new UsageError({
      zh: `--map 应写成 字段=列名，如 --map text=诉求内容，不能是 ${text}`,
      en: `--map takes field=column, e.g. --map text=诉求内容, not ${text}`,
    });
  }
  const fields: readonly string[] = [...MAPPABLE_FIELDS, "id"];
  if (!fields.includes(field)) {
    const meant = nearest(field, fields);
    throw new UsageError({
      zh: `--map 没有字段 ${field}${meant ? `，是不是 ${meant}？` : `；可用的有 ${fields.join("、")}`}`,
      en: `--map knows no field ${field}${meant ? `; did you mean ${meant}?` : `; fields: ${fields.join(", ")}`}`,
    });
  }
  return { ...before, [field]: column };
}

/** `--map` may be repeated, and several pairs may follow one (see repeat.ts). */
export const MAP_OPTION: OptionSpec = {
  flags: "--map <field=column>",
  help: {
    zh: "字段=列名，用于认不出的列；可给多个，id 即 externalId",
    en: "field=column, for columns that are not recognised; several may follow; id means externalId",
  },
  parse: parseMap as OptionSpec["parse"] & {},
};
