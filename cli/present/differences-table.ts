import { type Language, type Localized, say } from "../../core/localized.js";
import { comparisonSentence, daysInWords } from "../../trends/compare/comparison-words.js";
import type { Difference } from "../../trends/what-is-different/differences.js";
import type { WeekAnswer } from "../../trends/what-is-different/find-differences.js";
import type { Shell } from "../shell.js";
import { exact } from "./numbers.js";
import { type Cell, type Column, table } from "./table.js";
import { DIMENSION_WORDS, valueWord } from "./words.js";

const KEYWORD: Localized = { zh: "词语", en: "Keyword" };

function times(permille: number): string {
  return (permille / 1000).toFixed(1);
}

function word({ kind, value }: Difference, language: Language): string {
  return kind === "keyword" ? value : valueWord(kind, value, language);
}

/** How the whole compares, as two sentences. */
export function differencesLines({ period, year }: WeekAnswer, language: Language): string[] {
  return [comparisonSentence("period", period), comparisonSentence("year", year)].map((line) => say(language, line));
}

/** One line a difference; "" where there is none. */
export function differencesTable(answer: WeekAnswer, { language, style, width }: Shell, limit: number): string {
  if (!answer.judged || answer.differences.length === 0) return "";
  const zh = language === "zh";
  const columns: Column[] = [
    { title: zh ? "类别" : "Kind" },
    { title: zh ? "什么" : "What", flexible: true },
    { title: zh ? "本期" : "Now", align: "right" },
    { title: zh ? "预期" : "Expected", align: "right" },
    { title: zh ? "倍数" : "Times", align: "right" },
    { title: zh ? "95%区间" : "95% interval", align: "right" },
  ];
  const rows = answer.differences.slice(0, limit).map((found): Cell[] => {
    const more = found.ratioPermille > 1000;
    return [
      (found.kind === "keyword" ? KEYWORD : DIMENSION_WORDS[found.kind])[language],
      word(found, language),
      exact(found.now),
      (found.expectedTenths / 10).toFixed(1),
      { text: `${more ? "↑" : "↓"}${times(found.ratioPermille)}`, paint: more ? style.red : style.green },
      `${times(found.lowPermille)}–${times(found.highPermille)}`,
    ];
  });
  return table(columns, rows, { style, total: width });
}

/** What the table stands on, or why there is none. */
export function differencesNotes(answer: WeekAnswer, limit: number): Localized[] {
  if (!answer.judged) return [answer.why];
  const { differences, left, weeks } = answer;
  const notes: Localized[] = [
    differences.length === 0
      ? {
          zh: `与之前 ${weeks} 周同样的日子相比，没有明显不同`,
          en: `nothing differs clearly from like days of the ${weeks} weeks before`,
        }
      : {
          zh: `与之前 ${weeks} 周同样的日子相比；所列中偶然出现的平均不超过 5%`,
          en: `against like days of the ${weeks} weeks before; of what is listed, at most 5% is chance, on average`,
        },
  ];
  if (left.length > 0) {
    const days = daysInWords(left);
    notes.push({
      zh: `${days.zh} 是节假日、调休或没有数据，主题和区县的比较未计入`,
      en: `${days.en}: holidays, make-up days or days without data, not in the figures of topics and districts`,
    });
  }
  if (differences.length > limit) {
    notes.push({
      zh: `显示 ${limit}/${differences.length} 行，--limit 可调`,
      en: `${limit} of ${differences.length} lines shown, see --limit`,
    });
  }
  return notes;
}
