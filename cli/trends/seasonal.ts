import type { Store } from "../../core/store.js";
import { daysInWords } from "../../trends/compare/comparison-words.js";
import { findSeasons } from "../../trends/seasonal/find-seasons.js";
import { exact } from "../present/numbers.js";
import { type Cell, type Column, table } from "../present/table.js";
import { DIMENSION_WORDS, valueWord } from "../present/words.js";
import type { Shell } from "../shell.js";
import type { ViewRequest } from "./view.js";

const WEEK = 7;

/** `minyi trends --seasonal`: what came up in past years in the week that now begins. */
export async function seasonalView(store: Store, shell: Shell, request: ViewRequest): Promise<void> {
  const { by: [dimension = "topic2"] = [], zone, lastDay, limit } = request;
  const days = Array.from({ length: WEEK }, (_, index) => lastDay + 1 + index);
  const answer = await findSeasons(store, request, days, dimension);
  if (request.json) {
    const text = (day: number): string => zone.dayText(day);
    shell.json({
      days: days.map(text),
      by: dimension,
      judged: answer.judged,
      ...(answer.judged
        ? {
            years: answer.years,
            seasons: answer.seasons.map(({ years, ...season }) => ({
              ...season,
              years: years.map(({ days: of, ...year }) => ({ ...year, days: of.map(text) })),
            })),
          }
        : { why: answer.why, seasons: [] }),
    });
    return;
  }
  const period = daysInWords(days);
  if (!answer.judged) {
    shell.note(answer.why);
    return;
  }
  const { language, style, width } = shell;
  const zh = language === "zh";
  const columns: Column[] = [
    { title: DIMENSION_WORDS[dimension][language], flexible: true },
    { title: zh ? "倍数" : "Times", align: "right" },
    { title: zh ? "95%区间" : "95% interval", align: "right" },
    ...answer.years.map((year) => ({ title: String(year), align: "right" as const })),
  ];
  const rows = answer.seasons
    .slice(0, limit)
    .map((season): Cell[] => [
      valueWord(dimension, season.value, language),
      (season.ratioPermille / 1000).toFixed(1),
      `${(season.lowPermille / 1000).toFixed(1)}–${(season.highPermille / 1000).toFixed(1)}`,
      ...season.years.map(({ now }) => exact(now)),
    ]);
  if (rows.length > 0) shell.out(table(columns, rows, { style, total: width }));
  const years = answer.years.join(zh ? "、" : ", ");
  shell.note(
    rows.length > 0
      ? {
          zh: `${period.zh} 这一周在 ${years} 年同期多出来的；各年列为当时的件数`,
          en: `what came up more in the week of ${period.en} in ${years}; the years' columns are counts`,
        }
      : {
          zh: `${period.zh} 这一周在 ${years} 年同期没有明显多出来的`,
          en: `nothing clearly came up more in the week of ${period.en} in ${years}`,
        },
  );
}
