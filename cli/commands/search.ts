import type { Command } from "commander";
import { UsageError } from "../../core/errors.js";
import type { Found, Hit } from "../../core/store.js";
import { makeCommand } from "../command.js";
import { RANGE_OPTIONS, type RangeOptions, rangeOf } from "../options/dates.js";
import { wholeNumber } from "../options/values.js";
import { type Conditions, WHERE_OPTION, whereOf } from "../options/where.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { withStore } from "../with-store.js";

interface SearchOptions extends RangeOptions {
  where?: Conditions;
  limit: number;
  after?: string;
  json?: boolean;
}

/** A hit for scripts: what the message says and what was understood in it. Authors are not in the store at all. */
function jsonHit({ document, folded }: Hit): object {
  const { analysis, hash: _hash, revision: _revision, ...message } = document;
  const { topic, demand, sentiment, severity, departments, area, places, keywords, duplicateOf } = analysis;
  return {
    ...message,
    topic,
    demand,
    sentiment,
    severity,
    departments,
    area,
    places,
    keywords,
    ...(duplicateOf ? { duplicateOf } : {}),
    folded,
  };
}

async function print(shell: Shell, query: string, { hits, total, next }: Found): Promise<void> {
  const { hitsText } = await import("../present/search-table.js");
  const { exact } = await import("../present/numbers.js");
  const { language, style, width } = shell;
  if (hits.length > 0) shell.out(hitsText(hits, { language, style, width, zone: shell.zone() }));
  shell.note(
    total === 0
      ? { zh: `没有来件含“${query}”。`, en: `No message holds “${query}”.` }
      : { zh: `共 ${exact(total)} 件，显示 ${hits.length} 件`, en: `${exact(total)} in all, ${hits.length} shown` },
  );
  if (next) shell.note({ zh: `下一页：加上 --after ${next}`, en: `Next page: add --after ${next}` });
}

/** `minyi search`: messages that hold a text, newest first. */
export function searchCommand(session: Session): Command {
  return makeCommand<SearchOptions>(session, {
    name: "search",
    arguments: [{ name: "<query>", help: { zh: "要找的文字，逐字匹配", en: "text to be found, letter by letter" } }],
    summary: { zh: "查找含某段文字的来件", en: "find messages that hold a text" },
    options: [
      ...RANGE_OPTIONS,
      WHERE_OPTION,
      {
        flags: "--limit <n>",
        help: { zh: "每页几件", en: "messages on a page" },
        parse: wholeNumber("--limit", 1, 1000),
        default: 20,
      },
      {
        flags: "--after <page>",
        help: { zh: "上一页末尾给出的页码标记", en: "mark of the next page, as the page before gave it" },
      },
      { flags: "--json", help: { zh: "输出 JSON：{ total, hits: [ … ] }", en: "print JSON: { total, hits: [ … ] }" } },
    ],
    examples: [
      {
        line: "minyi search 噪音",
        shows: { zh: "含“噪音”的来件，最新的在前", en: "messages that hold 噪音, newest first" },
      },
      {
        line: "minyi search 停水 --from 2024-03-01 --where area=A3区",
        shows: { zh: "限定时间和区县", en: "within a time and a district" },
      },
      { line: "minyi search 噪音 --limit 1000 --json", shows: { zh: "供脚本使用", en: "for scripts" } },
    ],
    async run(shell, options, [query = ""]) {
      if (query.trim() === "") {
        throw new UsageError({ zh: "要找的文字是空的", en: "the text to be found is empty" });
      }
      const range = rangeOf(options, shell.zone(), shell.clock.now());
      await withStore(shell, async (store) => {
        const where = { ...whereOf(options.where), ...range, text: query };
        const page = { size: options.limit, ...(options.after ? { after: options.after } : {}) };
        const found = await store.find(where, page);
        if (!options.json) return print(shell, query, found);
        shell.json({ total: found.total, hits: found.hits.map(jsonHit), next: found.next ?? null });
      });
    },
  });
}
