import { MAPPABLE_FIELDS, type MappableField } from "../config/schema.js";
import { InputError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import { DAY_NAME, FIELD_NAMES, normalizeHeader, STEP_NAMES } from "./field-names.js";
import { shownColumns } from "./reasons.js";

/** Which column gives which field. */
export interface Plan {
  /** Index of the field's column. */
  readonly at: Readonly<Partial<Record<MappableField, number>>>;
  /** Columns that tell when a ticket reached a state, in the order of its life. */
  readonly steps: readonly { state: string; at: number }[];
  /** A further column that holds the day, for files whose time column holds only the hour. */
  readonly day: number | undefined;
  /** Worth telling once per file: columns that nothing was made of, names that occur twice, a mapping that fits nothing. */
  readonly remarks: readonly Localized[];
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(Object.values(FIELD_NAMES).flat());

/** The configured mapping: field → name of its column; `id` is another name for `externalId`. */
export type FieldMap = Readonly<Partial<Record<MappableField | "id", string>>>;

/**
 * Finds the column of every field. Rules, in this order:
 * 1. the configured mapping, by the exact name, else by its normal form;
 * 2. names that are recognised by themselves; of several for one field the one that stands first in field-names.ts;
 * 3. of two columns of the same name the left one;
 * 4. without a column for the text, the title is the text.
 * A column serves one field only.
 */
export function planColumns(columns: readonly string[], map: FieldMap): Plan {
  const normal = columns.map(normalizeHeader);
  const at: Partial<Record<MappableField, number>> = {};
  const used = new Set<number>();
  const remarks: Localized[] = [];
  const take = (field: MappableField, index: number) => {
    at[field] = index;
    used.add(index);
  };

  const { id, ...named } = map;
  const configured = Object.entries({ ...(id === undefined ? {} : { externalId: id }), ...named });
  for (const [field, wanted] of configured as [MappableField, string][]) {
    const exact = columns.findIndex((c) => c.trim() === wanted.trim());
    const index = exact >= 0 ? exact : normal.indexOf(normalizeHeader(wanted));
    if (index >= 0) take(field, index);
    else remarks.push(unmapped(field, wanted, columns));
  }
  for (const field of MAPPABLE_FIELDS) {
    if (at[field] !== undefined) continue;
    for (const name of FIELD_NAMES[field]) {
      const index = normal.findIndex((n, i) => n === name && !used.has(i));
      if (index < 0) continue;
      take(field, index);
      break;
    }
  }
  if (at.text === undefined && at.title !== undefined) {
    at.text = at.title;
    delete at.title;
  }
  const steps = STEP_NAMES.flatMap(({ state, names }) => {
    const index = normal.findIndex((n, i) => names.includes(n) && !used.has(i));
    return index < 0 ? [] : [{ state, at: index }];
  });
  for (const step of steps) used.add(step.at);
  const day = normal.findIndex((n, i) => !used.has(i) && DAY_NAME.test(n) && FIELD_NAMES.createdAt.includes(n));
  if (day >= 0) used.add(day);
  const twice = [...used].filter((i) => normal.indexOf(normal[i] as string, i + 1) >= 0);
  if (twice.length > 0) remarks.push(doubled(twice.map((i) => columns[i] as string)));
  // A column whose name is known, but whose field another column gives, is no riddle to anybody.
  const unused = columns.filter(
    (name, i) => name.trim() !== "" && !used.has(i) && !KNOWN_NAMES.has(normal[i] as string),
  );
  if (unused.length > 0) remarks.push(leftOut(unused));
  return { at, steps, day: day >= 0 ? day : undefined, remarks };
}

/** Number of fields that a plan found: how much a row looks like a header. */
export function recognised(plan: Plan): number {
  return Object.keys(plan.at).length;
}

/** The fields that an input must have and that a plan lacks. */
export function missingFields(plan: Plan, timeRequired: boolean): ("text" | "createdAt")[] {
  const missing: ("text" | "createdAt")[] = [];
  if (plan.at.text === undefined) missing.push("text");
  if (timeRequired && plan.at.createdAt === undefined) missing.push("createdAt");
  return missing;
}

/** How many rows at the top of a table may stand before its header (a title, a remark, empty rows). */
export const HEADER_ROWS = 10;

/**
 * The header among the first rows of a table: the first row in which everything required is recognised, else the one
 * in which most is.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  map: FieldMap,
  timeRequired: boolean,
): { index: number; plan: Plan; complete: boolean } | undefined {
  let best: { index: number; plan: Plan; complete: boolean } | undefined;
  for (const [index, row] of rows.slice(0, HEADER_ROWS).entries()) {
    const plan = planColumns(row, map);
    if (missingFields(plan, timeRequired).length === 0) return { index, plan, complete: true };
    if (!best || recognised(plan) > recognised(best.plan)) best = { index, plan, complete: false };
  }
  return best;
}

const FIELD_WORDS = {
  text: { zh: "内容（text）", en: "the text (text)" },
  createdAt: { zh: "时间（createdAt）", en: "the time (createdAt)" },
};

/** The error for an input that lacks a required column; names the field, the columns found and the way to map one. */
export function missingColumn(field: "text" | "createdAt", columns: readonly string[]): InputError {
  const word = FIELD_WORDS[field];
  return new InputError(
    {
      zh: `找不到${word.zh}列；找到的列：${shownColumns(columns)}`,
      en: `No column for ${word.en}; columns found: ${shownColumns(columns)}`,
    },
    {
      fix: {
        zh: `请在配置的 map 里写「${field}: 列名」，或用 --map ${field}=列名`,
        en: `Put "${field}: column name" under map in the configuration, or use --map ${field}=column`,
      },
    },
  );
}

function unmapped(field: string, wanted: string, columns: readonly string[]): Localized {
  return {
    zh: `map 里 ${field} 指定的列「${wanted}」不存在；找到的列：${shownColumns(columns)}`,
    en: `The column "${wanted}" that map names for ${field} does not exist; columns found: ${shownColumns(columns)}`,
  };
}

function doubled(names: readonly string[]): Localized {
  return {
    zh: `有同名的列，取最左边的一列：${shownColumns(names)}`,
    en: `Several columns have the same name, the leftmost is taken: ${shownColumns(names)}`,
  };
}

function leftOut(names: readonly string[]): Localized {
  return { zh: `未使用的列：${shownColumns(names)}`, en: `Columns not used: ${shownColumns(names)}` };
}
