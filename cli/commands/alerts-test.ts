import type { Command } from "commander";
import type { Delivery, Notification } from "../../core/alert.js";
import { EXIT, UsageError } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import { RANGE_OPTIONS, type RangeOptions, rangeOf } from "../options/dates.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface TestOptions extends RangeOptions {
  channel?: string;
  json?: boolean;
}

/** Days that are looked at where nobody says which. */
const DAYS = 90;

async function testRule(shell: Shell, id: string, options: TestOptions): Promise<void> {
  const [{ withAlertsAndStore }, { knownRule }, { officeRules }, { replay }, { loadCalendar }, words] =
    await Promise.all([
      import("../alerts/with-alerts.js"),
      import("../alerts/known.js"),
      import("../../pipelines/alerts/rules.js"),
      import("../../alerts/evaluate/replay.js"),
      import("../../config/holidays.js"),
      import("../../alerts/cases/presentation.js"),
    ]);
  const { presentationOf } = await import("../../pipelines/alerts/presentation.js");
  const zone = shell.zone();
  const now = shell.clock.now();
  const range = rangeOf(options, zone, now);
  const to = Math.min(now, range.to === undefined ? now : Date.parse(range.to));
  const from = range.from === undefined ? zone.startOfDay(zone.dayOf(to) - DAYS) : Date.parse(range.from);
  if (!(from < to)) {
    throw new UsageError({ zh: "这段时间还没有开始", en: "This time has not begun" });
  }
  await withAlertsAndStore(shell, async (office) => {
    const { config, state, store } = office;
    const rule = knownRule(officeRules(office), id);
    const found = await replay(rule, {
      store,
      calendar: loadCalendar(config.holidays),
      zone,
      from,
      to,
      issues: state.issues.list({}),
    });
    const { name } = presentationOf(office);
    const { language, style, width } = shell;
    const episodes = found.episodes.map((episode) => ({
      ...episode,
      where: words.groupInWords(episode.group, language, name),
    }));
    if (options.json) {
      return shell.json({
        rule: id,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        windows: found.windows,
        episodes,
        cannotKnow: found.cannotKnow,
      });
    }
    const { replayText } = await import("../present/alerts-replay.js");
    shell.out(replayText(rule, { ...found, episodes }, { language, style, width, zone, from, to }));
  });
}

function sample({ language, clock }: Shell): Notification {
  const now = clock.now();
  const zh = language === "zh";
  return {
    key: `test-${now}`,
    kind: "test",
    level: "blue",
    at: new Date(now).toISOString(),
    title: zh ? "预警渠道测试" : "test of the alert channel",
    cases: [
      {
        number: 0,
        title: zh ? "示例" : "sample",
        level: "blue",
        where: zh ? "全市" : "city-wide",
        sentence: zh ? "示例：今日 12 件，平常 2 至 6 件。" : "Sample: 12 today, usually 2 to 6.",
        quotes: [],
      },
    ],
    more: 0,
    language,
  };
}

/** The longest that a channel is waited for, ms. */
const PATIENCE = 60_000;

async function testChannel(shell: Shell, name: string, json: boolean): Promise<void> {
  const [{ withAlerts }, { officeChannels }, { nearest }] = await Promise.all([
    import("../alerts/with-alerts.js"),
    import("../../pipelines/alerts/deliver.js"),
    import("../../config/nearest.js"),
  ]);
  await withAlerts(shell, async ({ config, state }) => {
    const channels = officeChannels({ config, state, clock: shell.clock });
    const channel = channels.get(name);
    if (!channel) {
      const meant = nearest(name, channels.keys());
      const known = [...channels.keys()].join("、");
      throw new UsageError(
        {
          zh: `没有名为 ${name} 的渠道${meant ? `，是不是 ${meant}？` : known ? `，已配置的有：${known}` : ""}`,
          en: `there is no channel ${name}${meant ? `; did you mean ${meant}?` : known ? `; configured: ${known}` : ""}`,
        },
        { fix: { zh: "渠道写在配置的 alerts.channels 下。", en: "Channels are configured under alerts.channels." } },
      );
    }
    const stop = AbortSignal.any([shell.interruptible(), AbortSignal.timeout(PATIENCE)]);
    const delivery = await channel.send(sample(shell), stop);
    if (delivery.outcome !== "delivered") {
      shell.setExitCode(delivery.outcome === "retry" ? EXIT.dependency : EXIT.failed);
    }
    if (json) return shell.json({ channel: name, type: channel.type, ...delivery });
    tellDelivery(shell, name, delivery);
  });
}

function tellDelivery(shell: Shell, name: string, delivery: Delivery): void {
  if (delivery.outcome === "delivered") {
    const { answer } = delivery;
    shell.note({
      zh: `渠道 ${name} 已送达，对方回答：${answer}`,
      en: `Channel ${name} delivered it; the answer: ${answer}`,
    });
    return;
  }
  const { zh, en } = delivery.reason;
  shell.warn(
    delivery.outcome === "retry"
      ? { zh: `渠道 ${name} 暂时不通：${zh}`, en: `Channel ${name} is away for now: ${en}` }
      : { zh: `渠道 ${name} 拒收：${zh}`, en: `Channel ${name} refused it: ${en}` },
  );
}

/** `minyi alerts test RULE`: when a rule would have fired; `--channel NAME`: whether a channel works. */
export function testAlertsCommand(session: Session): Command {
  return makeCommand<TestOptions>(session, {
    name: "test",
    arguments: [
      { name: "[rule]", help: { zh: "规则编号，见 minyi alerts rules", en: "id of the rule, see minyi alerts rules" } },
    ],
    summary: { zh: "回放一条规则在过去会何时报，或试发一个渠道", en: "when a rule would have fired; or try a channel" },
    options: [
      ...RANGE_OPTIONS,
      {
        flags: "--channel <name>",
        help: { zh: "向这个渠道发一条测试消息", en: "send a test message over this channel" },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi alerts test grave-message --from 2026-08-01 --to 2026-10-31",
        shows: { zh: "这三个月里它会何时报", en: "when it would have fired in these months" },
      },
      {
        line: "minyi alerts test --channel 值班群",
        shows: { zh: "看对方收不收得到", en: "whether the receiver gets it" },
      },
    ],
    async run(shell, options, [rule]) {
      const { channel, from, to, json = false } = options;
      if ((rule === undefined) === (channel === undefined)) {
        throw new UsageError(
          {
            zh: "需要规则编号，或 --channel 渠道名，二者取一",
            en: "the id of a rule is needed, or --channel with a name",
          },
          {
            fix: {
              zh: "例如 minyi alerts test grave-message --from 90d",
              en: "For example minyi alerts test grave-message --from 90d",
            },
          },
        );
      }
      if (channel === undefined) return testRule(shell, rule as string, options);
      if (from !== undefined || to !== undefined) {
        throw new UsageError({
          zh: "--channel 不与 --from、--to 同用",
          en: "--channel goes with neither --from nor --to",
        });
      }
      await testChannel(shell, channel, json);
    },
  });
}
