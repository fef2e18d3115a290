import { dayNumber, isWeekend, yearOf } from "../core/calendar.js";

/** Days by name of the festival, as chinese-days gives them: `"2026-01-01": "New Year's Day,元旦,1"`. */
export interface Source {
  holidays: Readonly<Record<string, string>>;
  workdays: Readonly<Record<string, string>>;
}

interface Stretch {
  first: number;
  last: number;
  /** Days by name of the festival. */
  names: Map<string, number>;
}

/** The notices write the names out. */
const NAMES: Readonly<Record<string, string>> = { 清明: "清明节", 端午: "端午节", 中秋: "中秋节" };
/** Where two festivals fell on one day the source names only one: 1 October 2020 was 中秋节 too. */
const ALSO: Readonly<Record<string, string>> = { "2020 国庆节": "中秋节" };

const HEAD = (version: string): string => `# 节假日和调休 · Public holidays and the weekend days worked for them
#
# 依据：国务院办公厅历年关于节假日安排的通知（事实）。日期由 scripts/holidays.ts 从 chinese-days ${version}（MIT 许可）取出，
# 不要手改；本单位要补的年份（如新一年的安排）写在自己的文件里，格式相同，用配置项 holidays 指明，同一年以自己的为准。
# Facts: the yearly notices of the General Office of the State Council. The dates were taken from chinese-days ${version}
# (MIT licence) by scripts/holidays.ts; do not edit them here. Years to be added (such as the next one) go into a file of
# the same form, named by the key "holidays" of the configuration; a year given there replaces the one given here.
#
# 年份:
#   holidays:
#     名称: 首日..末日        # 放假的日子，一段一行；只有一天就写一天。两节连在一起：国庆节、中秋节，历年对照用的名称在前
#   workdays: [日期, 日期]    # 调休上班的周六、周日
# 跨年的元旦属于新的一年。A 元旦 that begins in December belongs to the new year.
`;

function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function days(source: Readonly<Record<string, string>>): { day: number; name: string }[] {
  return Object.entries(source)
    .map(([date, text]) => {
      const name = text.split(",")[1] ?? "";
      const day = dayNumber(date);
      if (day === undefined || name === "") throw new Error(`not understood: ${date} ${text}`);
      return { day, name: NAMES[name] ?? name };
    })
    .sort((a, b) => a.day - b.day);
}

/** Days off in a row, one weekend day that the source left out between two of them included (端午节 of 2011). */
function stretches(source: Readonly<Record<string, string>>): Stretch[] {
  const found: Stretch[] = [];
  for (const { day, name } of days(source)) {
    const open = found.at(-1);
    const joins =
      open && (day === open.last + 1 || (day === open.last + 2 && isWeekend(day - 1) && open.names.has(name)));
    if (!joins) found.push({ first: day, last: day, names: new Map([[name, 1]]) });
    else {
      open.last = day;
      open.names.set(name, (open.names.get(name) ?? 0) + 1);
    }
  }
  return found;
}

function nameOf({ names, last }: Stretch): string {
  const [main, ...others] = [...names].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const also = ALSO[`${yearOf(last)} ${main}`];
  return [main, ...others, ...(also ? [also] : [])].join("、");
}

/** The text of config/holidays.yaml. A day that is worked belongs to the year of the nearest holiday of its name. */
export function holidaysText(source: Source, version: string): string {
  const off = stretches(source.holidays);
  const worked = days(source.workdays).map(({ day, name }) => {
    const distance = ({ first, last }: Stretch): number => Math.max(first - day, day - last);
    const [nearest] = off.filter(({ names }) => names.has(name)).sort((a, b) => distance(a) - distance(b));
    if (!nearest) throw new Error(`no holiday for the day worked ${dateText(day)}`);
    return { day, year: yearOf(nearest.last) };
  });
  const years = [...new Set(off.map(({ last }) => yearOf(last)))].sort((a, b) => b - a);
  const parts = years.map((year) => {
    const lines = off
      .filter(({ last }) => yearOf(last) === year)
      .map((stretch) => {
        const { first, last } = stretch;
        return `    ${nameOf(stretch)}: ${first === last ? dateText(first) : `${dateText(first)}..${dateText(last)}`}\n`;
      });
    const makeup = worked.filter((day) => day.year === year).map(({ day }) => dateText(day));
    return `\n${year}:\n  holidays:\n${lines.join("")}  workdays: [${makeup.join(", ")}]\n`;
  });
  return HEAD(version) + parts.join("");
}
