import type { Command } from "commander";
import { UsageError } from "../../core/errors.js";
import type { OutboxRow } from "../../state/alert-outbox.js";
import { makeCommand } from "../command.js";
import type { Session } from "../session.js";

interface OutboxOptions {
  revive?: string;
  discard?: string;
  json?: boolean;
}

function rowJson(row: OutboxRow): object {
  const { key, receiver, kind, level, status, channel, channels, attempts, reason, at, nextAt } = row;
  return {
    key,
    receiver,
    kind,
    level,
    status,
    channel,
    channels,
    attempts,
    reason: reason ?? null,
    at: new Date(at).toISOString(),
    nextAt: status === "waiting" ? new Date(nextAt).toISOString() : null,
  };
}

/** `minyi alerts outbox`: what waits to be sent, and what nobody has received. */
export function alertOutboxCommand(session: Session): Command {
  return makeCommand<OutboxOptions>(session, {
    name: "outbox",
    summary: { zh: "待发送和未能送达的消息", en: "messages that wait, and those that nobody has received" },
    options: [
      {
        flags: "--revive <key>",
        help: { zh: "重新发送一条未能送达的；all 为全部", en: "try a dead letter again; all: every one" },
      },
      {
        flags: "--discard <key>",
        help: { zh: "放弃一条未能送达的；all 为全部", en: "give a dead letter up; all: every one" },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi alerts outbox", shows: { zh: "哪些没有发出去，为什么", en: "what was not sent, and why" } },
      {
        line: "minyi alerts outbox --revive all",
        shows: { zh: "渠道修好后全部重发", en: "once the channel is mended, all again" },
      },
    ],
    async run(shell, { revive, discard, json }) {
      if (revive !== undefined && discard !== undefined) {
        throw new UsageError({ zh: "--revive 与 --discard 二者取一", en: "--revive or --discard, not both" });
      }
      const [{ withAlerts }, { waitingRows }] = await Promise.all([
        import("../alerts/with-alerts.js"),
        import("../alerts/waiting.js"),
      ]);
      await withAlerts(shell, async ({ state }) => {
        const { outbox } = state.alerts;
        const meant = revive ?? discard;
        if (meant !== undefined) {
          const keys = meant === "all" ? outbox.deadLetters().map(({ key }) => key) : [meant];
          const done = keys.filter((key) => (revive === undefined ? outbox.discard(key) : outbox.revive(key)));
          if (done.length < keys.length) {
            throw new UsageError(
              { zh: `没有编号为 ${meant} 的未送达消息`, en: `there is no dead letter ${meant}` },
              { fix: { zh: "编号见 minyi alerts outbox。", en: "minyi alerts outbox shows the keys." } },
            );
          }
          if (json) return shell.json({ [revive === undefined ? "discarded" : "revived"]: done });
          return shell.note(
            revive === undefined
              ? { zh: `已放弃 ${done.length} 条，内容已删除。`, en: `${done.length} given up, their text is gone.` }
              : {
                  zh: `${done.length} 条将重新发送：minyi alerts check`,
                  en: `${done.length} will be sent again: minyi alerts check`,
                },
          );
        }
        const waiting = waitingRows(state);
        const dead = outbox.deadLetters();
        if (json)
          return shell.json({ waiting: waiting.map(rowJson), dead: dead.map(rowJson), counts: outbox.counts() });
        const { outboxTable } = await import("../present/alerts-outbox-table.js");
        const { language, style, width } = shell;
        const rows = [...dead, ...waiting];
        if (rows.length > 0) shell.out(outboxTable(rows, { language, style, width, zone: shell.zone() }));
        shell.note({
          zh: `待发送 ${waiting.length} 条，未能送达 ${dead.length} 条${dead.length > 0 ? "；重发：--revive 编号，放弃：--discard 编号" : ""}。`,
          en: `${waiting.length} waiting, ${dead.length} dead letters${dead.length > 0 ? "; again: --revive KEY, give up: --discard KEY" : ""}.`,
        });
      });
    },
  });
}
