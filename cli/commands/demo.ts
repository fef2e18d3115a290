import { mkdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { Command } from "commander";
import { type LoadedConfig, loadConfig } from "../../config/load.js";
import type { PipelineContext } from "../../pipelines/context.js";
import { makeCommand } from "../command.js";
import { degradedIn, degradedNote } from "../degraded.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";

/** Where the demo keeps its own configuration, state and store, below the working folder. */
const FOLDER = join("data", "demo");
/** Half past eight, in ms after midnight. */
const MORNING = 8.5 * 3_600_000;
const WEEK = 7;

/** Writes the demo's configuration anew and gives its path. */
async function prepare(shell: Shell): Promise<string> {
  const { stringify } = await import("yaml");
  const { writeFileAtomic } = await import("../../core/atomic-file.js");
  const { shipped } = await import("../../core/paths.js");
  const folder = join(shell.cwd, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "minyi.yaml");
  const config = {
    language: shell.language,
    state: { path: "state.db", key: "minyi.key" },
    store: { path: "store.db" },
    log: { path: "minyi.log" },
    alerts: { channels: [{ type: "console", name: "terminal" }] },
    gazetteer: { files: [shipped("config", "sample", "gazetteer.csv")] },
    sources: [
      {
        name: "sample",
        type: "csv",
        path: shipped("config", "sample", "messages.csv"),
        channel: "hotline",
        kind: "official",
        map: { author: "来电人" },
      },
    ],
  };
  writeFileAtomic(path, stringify(config));
  return path;
}

/** The demo's own files, whatever the environment says about an office's real ones. */
function demoConfig(shell: Shell, path: string): LoadedConfig {
  const env = Object.fromEntries(
    Object.entries(shell.env).filter(([name]) => !/^(MINYI_|(ELASTICSEARCH|REDIS)_URL$)/.test(name)),
  );
  return loadConfig({ path, env, cwd: shell.cwd });
}

/**
 * Judges the rules on each morning of the sample's last week and on the one after it, by what had been written until
 * then: as an office would have had it, whatever today is.
 */
async function judgeSample(context: PipelineContext): Promise<void> {
  const [{ judgeAlerts }, { storeAt }, { FixedClock }, { Zone }, { dataPeriod }] = await Promise.all([
    import("../../pipelines/alerts/judge.js"),
    import("../alerts/store-at.js"),
    import("../../core/clock.js"),
    import("../../core/zone.js"),
    import("../../trends/periods.js"),
  ]);
  const data = await dataPeriod(context.store);
  if (data === undefined) return;
  const zone = new Zone(context.config.timezone);
  const last = zone.dayOf(Date.parse(data.last)) + 1;
  for (let day = last - WEEK; day <= last; day++) {
    const morning = zone.startOfDay(day) + MORNING;
    const store = storeAt(context.store, morning);
    await judgeAlerts({ ...context, store, clock: new FixedClock(morning) });
  }
}

async function showPicture(shell: Shell, path: string): Promise<void> {
  const { openStore } = await import("../../store/open.js");
  const { openState } = await import("../../state/state.js");
  const { Zone } = await import("../../core/zone.js");
  const { comparable, latestWeek } = await import("../../trends/periods.js");
  const { pictureOfPeriod } = await import("../../trends/picture.js");
  const { pictureText } = await import("../present/picture.js");
  const { alertLines } = await import("../present/picture-alerts.js");
  const { config } = demoConfig(shell, path);
  const zone = new Zone(config.timezone);
  const store = await openStore(config, { readOnly: true });
  try {
    const period = await latestWeek(store, zone);
    if (period === undefined) return;
    const [previous = period] = comparable(period, 2, zone);
    const state = openState(config.state.path, { clock: shell.clock, keyPath: config.state.key });
    const issues = state.issues.list({});
    const cases = state.alerts.cases.list();
    state.close();
    const picture = await pictureOfPeriod(store, { period, previous, zone, issues });
    const { language, style, width } = shell;
    if (picture) shell.out(pictureText(picture, { language, style, width, zone }));
    if (cases.length > 0) shell.out(alertLines(cases, { language, style, width }));
  } finally {
    await store.close();
  }
}

/** `minyi demo`: everything on the bundled sample of an invented city, ending with the picture of its last week. */
export function demoCommand(session: Session): Command {
  return makeCommand(session, {
    name: "demo",
    summary: {
      zh: "用自带的示例数据（虚构的城市）走一遍，看一周要况",
      en: "the bundled sample of an invented city, and the picture of its week",
    },
    examples: [{ line: "minyi demo", shows: { zh: "几秒钟，不需要任何服务", en: "takes seconds, needs no server" } }],
    async run(shell) {
      const path = await prepare(shell);
      const { run } = await import("../../pipelines/run.js");
      shell.note({
        zh: "示例为虚构城市八周的来件，地名、人名、号码均为虚构。正在读入、打码、分析、入库……",
        en: "The sample is eight weeks of an invented city: places, people and numbers are made up. Reading, masking, analysing, indexing …",
      });
      const started = shell.clock.now();
      const manifest = await withPipeline(shell, demoConfig(shell, path), async (context) => {
        const progress = shell.progress();
        const { config } = context;
        const done = await run(
          { ...context, config: { ...config, alerts: { ...config.alerts, enabled: false } } },
          {
            trigger: "demo",
            onProgress: ({ records, share }) =>
              progress.update({ items: records, ...(share !== undefined && { share }) }),
            onWarning: (warning) => shell.warn(warning),
          },
        ).finally(() => progress.stop());
        await judgeSample(context);
        return done;
      });
      if (manifest === undefined) return;
      const seconds = ((shell.clock.now() - started) / 1000).toFixed(1);
      const { counts } = manifest;
      shell.note({
        zh: `读入 ${counts.in} 件，用时 ${seconds} 秒，其中 ${counts.folded} 件与别的来件重复。\n`,
        en: `${counts.in} messages in ${seconds} s; ${counts.folded} of them repeat another.\n`,
      });
      const degraded = degradedIn(manifest);
      if (degraded > 0) shell.warn(degradedNote(degraded));
      await showPicture(shell, path);
      const config = relative(shell.cwd, path);
      shell.note({
        zh: `\n接着试试：\n  npx minyi issues --config ${config}\n  npx minyi alerts explain 1 --config ${config}\n  npx minyi search 停水 --config ${config}\n  npx minyi trends --by topic --interval week --config ${config}`,
        en: `\nNow try:\n  npx minyi issues --config ${config}\n  npx minyi alerts explain 1 --config ${config}\n  npx minyi search 停水 --config ${config}\n  npx minyi trends --by topic --interval week --config ${config}`,
      });
    },
  });
}
