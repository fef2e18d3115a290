import type { Command } from "commander";
import { makeCommand, makeGroup } from "../command.js";
import type { Session } from "../session.js";
import type { CheckOptions } from "../store/check.js";
import type { CopyOptions } from "../store/copy.js";

const STORES = { zh: "sqlite:文件 或 elasticsearch", en: "sqlite:FILE or elasticsearch" };

function copyCommand(session: Session): Command {
  return makeCommand<CopyOptions>(session, {
    name: "copy",
    summary: {
      zh: "把全部文档复制到另一个文档库，中断后自动续上，最后核对",
      en: "copy every document into another store; goes on after any fault, and verifies in the end",
    },
    details: {
      zh: "第一次改用 Elasticsearch 时，设好 ELASTICSEARCH_URL 再运行一次即可。修订号照旧，目标里已有的不动。复制时不能有别的 minyi 在写入。",
      en: "To move to Elasticsearch set ELASTICSEARCH_URL and run it once. Revisions stay as they are, and so does what the target holds already. No other minyi may write meanwhile.",
    },
    options: [
      {
        flags: "--from <store>",
        help: {
          zh: `来源：${STORES.zh}；默认内嵌库（写了 --to 时：正在用的库）`,
          en: `source: ${STORES.en}; default: the embedded one, with --to the one in use`,
        },
      },
      {
        flags: "--to <store>",
        help: { zh: `目标：${STORES.zh}；默认正在用的库`, en: `target: ${STORES.en}; default: the one in use` },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "ELASTICSEARCH_URL=http://127.0.0.1:9200 minyi store copy",
        shows: { zh: "把内嵌库搬到 Elasticsearch", en: "moves the embedded store into Elasticsearch" },
      },
      {
        line: "minyi store copy --from elasticsearch --to sqlite:data/store.db",
        shows: { zh: "搬回来", en: "and back" },
      },
    ],
    async run(shell, options) {
      const { runCopy } = await import("../store/copy.js");
      await runCopy(shell, options);
    },
  });
}

function checkCommand(session: Session): Command {
  return makeCommand<CheckOptions>(session, {
    name: "check",
    summary: {
      zh: "核对文档库与控制数据库，或与另一个文档库",
      en: "compare the store with the control database, or with another store",
    },
    details: {
      zh: "有差异时退出码为 1，并列出件数、前 10 个编号和补齐的命令。",
      en: "Exit code 1 when they differ: numbers, the first ten ids, and the command that mends it.",
    },
    options: [
      {
        flags: "--against <store>",
        help: { zh: `另一个文档库：${STORES.zh}`, en: `another store: ${STORES.en}` },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi store check", shows: { zh: "有没有丢件", en: "whether anything is lost" } },
      {
        line: "minyi store check --against sqlite:data/store.db",
        shows: { zh: "搬家之后逐件核对", en: "after a move, document by document" },
      },
    ],
    async run(shell, options) {
      const { runCheck } = await import("../store/check.js");
      await runCheck(shell, options);
    },
  });
}

/** `minyi store copy|check` */
export function storeCommand(session: Session): Command {
  const summary = { zh: "复制、核对文档库", en: "copy and check stores" };
  return makeGroup(session, "store", summary, [copyCommand(session), checkCommand(session)]);
}
