import type { Command } from "commander";
import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Store } from "../../core/store.js";
import type { State } from "../../state/state.js";
import { type CommandSpec, makeCommand, type OptionSpec } from "../command.js";
import { account } from "../issues/account.js";
import { knownIssue } from "../issues/known-issue.js";
import { withIssues } from "../issues/with-issues.js";
import type { Session } from "../session.js";

/** What a correction is given: where it acts, on which issue, on whose word. */
interface Act<Options> {
  state: State;
  store: Store;
  id: string;
  /** The words behind the first id. */
  more: readonly string[];
  options: Options;
  by: string;
}

type Done = Localized | { unchanged: Localized };

interface Correction<Options> {
  name: string;
  arguments?: CommandSpec<Options>["arguments"];
  summary: Localized;
  options?: OptionSpec[];
  example: { line: string; shows: Localized };
  /** Does it, and says what was done, or that nothing had to be. @throws UsageError */
  act(act: Act<Options>): Done | Promise<Done>;
  /** How it is taken back, where it can be. */
  undo?: boolean;
}

const ID = { name: "<id>", help: { zh: "问题编号，见 minyi issues", en: "id of the issue; minyi issues has them" } };

/** A command that corrects one issue, and says what it did and how it is taken back. */
function correction<Options>({ undo = true, ...spec }: Correction<Options>): (session: Session) => Command {
  return (session) =>
    makeCommand<Options>(session, {
      name: spec.name,
      arguments: [ID, ...(spec.arguments ?? [])],
      summary: spec.summary,
      ...(spec.options && { options: spec.options }),
      examples: [spec.example],
      async run(shell, options, [id = "", ...rest]) {
        const more = rest.flat().filter((word) => word !== undefined);
        await withIssues(shell, async (state, store) => {
          const done = await spec.act({ state, store, id, more, options, by: account(shell.env) });
          if ("unchanged" in done) return shell.note(done.unchanged);
          shell.note(done);
          if (undo) shell.note({ zh: `撤销：minyi issues undo ${id}`, en: `To take it back: minyi issues undo ${id}` });
        });
      },
    });
}

const merge = correction({
  name: "merge",
  arguments: [{ name: "<others...>", help: { zh: "并入它的问题编号", en: "ids of the issues that go into it" } }],
  summary: { zh: "把别的问题并入一个问题", en: "merge other issues into one" },
  example: {
    line: "minyi issues merge A B C",
    shows: { zh: "B、C 并入 A，此后归在一起", en: "B and C become part of A, and stay so" },
  },
  act({ state, id, more, by }) {
    state.issues.merge([id, ...more], by);
    const others = [...new Set(more)].filter((other) => other !== id);
    return {
      zh: `已把 ${others.join("、")} 并入 ${id}，今后照此归并；标题和热度在下次运行时更新。`,
      en: `${others.join(", ")} merged into ${id}; runs keep to it from now on, and the next one brings title and heat up to date.`,
    };
  },
});

/** The documents that are meant by the sources' own ids, or by the ids of the documents. @throws UsageError */
async function membersMeant(words: readonly string[], { state, store, id }: Act<unknown>): Promise<string[]> {
  const { issueOfState } = await import("../../pipelines/issues/of-state.js");
  const { messages } = await issueOfState(knownIssue(state, id), state, store);
  const meant = words.map((word) => ({
    word,
    found: messages.filter((message) => message.externalId === word || message.id === word),
  }));
  const missing = meant.filter(({ found }) => found.length === 0).map(({ word }) => word);
  if (missing.length > 0) {
    throw new UsageError(
      { zh: `${id} 没有这些来件：${missing.join("、")}`, en: `${id} has no such messages: ${missing.join(", ")}` },
      {
        fix: {
          zh: `运行 minyi issues show ${id} --limit 1000 查看它的来件编号。`,
          en: `minyi issues show ${id} --limit 1000 lists its messages.`,
        },
      },
    );
  }
  return [...new Set(meant.flatMap(({ found }) => found.map((message) => message.id)))];
}

const split = correction<{ messages?: string }>({
  name: "split",
  summary: { zh: "把一些来件拆成另一个问题", en: "make some of its messages an issue of their own" },
  options: [
    {
      flags: "--messages <ids>",
      help: { zh: "要拆出的来件编号，用逗号隔开", en: "ids of the messages, by commas" },
    },
  ],
  example: {
    line: "minyi issues split A --messages T20261102001,T20261103017",
    shows: { zh: "两件拆成新的问题，此后分开", en: "two messages become an issue of their own, and stay apart" },
  },
  async act(given) {
    const { state, id, options, by } = given;
    const words = (options.messages ?? "").split(/[,，]/u).map((word) => word.trim());
    if (words.includes("")) {
      throw new UsageError(
        { zh: "需要 --messages 来件编号", en: "--messages is needed" },
        { fix: { zh: "例如 --messages T001,T002", en: "For example --messages T001,T002" } },
      );
    }
    const made = state.issues.split(id, await membersMeant(words, given), by);
    const size = state.issues.members(made).length;
    return {
      zh: `已把 ${size} 件（含它们的重复件）从 ${id} 拆出，成为新的问题 ${made}，今后照此分开；标题和热度在下次运行时更新。`,
      en: `${size} messages of ${id}, copies among them, are now issue ${made}; runs keep them apart from now on, and the next one brings titles and heat up to date.`,
    };
  },
});

const rename = correction({
  name: "rename",
  arguments: [{ name: "<title>", help: { zh: "新的标题", en: "its new title" } }],
  summary: { zh: "给问题改名", en: "give an issue another title" },
  example: {
    line: "minyi issues rename A 鹤鸣雅居搅拌站扬尘噪声",
    shows: { zh: "此后不再自动改名", en: "no night changes it any more" },
  },
  async act({ state, id, more: [title = ""], by }) {
    const { maskText } = await import("../../analyzers/privacy/mask.js");
    const shown = maskText(title.trim());
    state.issues.rename(id, shown, by);
    return { zh: `${id} 的标题改为：${shown}`, en: `${id} is now called ${shown}` };
  },
});

/** A command that sets or clears a mark; where it stands so already nothing is done, and nothing is there to undo. */
function marking(
  name: "pin" | "unpin" | "dismiss" | "restore",
  mark: "pinned" | "dismissed",
  summary: Localized,
  shows: Localized,
): (session: Session) => Command {
  return correction({
    name,
    summary,
    example: { line: `minyi issues ${name} A`, shows },
    act({ state, id, by }) {
      const before = knownIssue(state, id)[mark];
      state.issues[name](id, by);
      if (state.issues.get(id)?.[mark] !== before) {
        return { zh: `${id}：${summary.zh}，已完成。`, en: `${id}: done (${summary.en}).` };
      }
      return { unchanged: { zh: `${id} 本来就是这样，没有改动。`, en: `${id} was so already; nothing was changed.` } };
    },
  });
}

const pin = marking(
  "pin",
  "pinned",
  { zh: "置顶", en: "keep an issue at the top" },
  { zh: "列表中排在最前", en: "it stands first in every list" },
);
const unpin = marking(
  "unpin",
  "pinned",
  { zh: "取消置顶", en: "no longer keep an issue at the top" },
  { zh: "恢复按热度排列", en: "it stands where its heat puts it" },
);
const dismiss = marking(
  "dismiss",
  "dismissed",
  { zh: "忽略，不再列出", en: "list an issue no more" },
  { zh: "不是问题，或已处理完", en: "it is none, or dealt with" },
);
const restore = marking(
  "restore",
  "dismissed",
  { zh: "恢复列出", en: "list a dismissed issue again" },
  { zh: "被忽略的问题重新列出", en: "it is listed again" },
);

const undo = correction({
  name: "undo",
  summary: { zh: "撤销对一个问题的最近一次更正", en: "take back the last correction of an issue" },
  example: { line: "minyi issues undo A", shows: { zh: "可重复，逐次撤销", en: "again and again, one at a time" } },
  undo: false,
  act({ state, id, by }) {
    state.issues.undo(id, by);
    return { zh: `已撤销对 ${id} 的最近一次更正。`, en: `The last correction of ${id} was taken back.` };
  },
});

/** `minyi issues merge|split|rename|pin|unpin|dismiss|restore|undo`: an office's word on its issues. */
export const correctionCommands = [merge, split, rename, pin, unpin, dismiss, restore, undo];
