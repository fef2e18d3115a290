import type { MinyiConfig } from "../../config/schema.js";
import { EXIT, UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Store } from "../../core/store.js";
import type { CopyResult } from "../../pipelines/copy.js";
import { configuredStore, embeddedStore, type NamedStore, parseStore } from "../options/store-spec.js";
import { exact } from "../present/numbers.js";
import type { Shell } from "../shell.js";
import { beAlone } from "./alone.js";

export interface CopyOptions {
  from?: string;
  to?: string;
  json?: boolean;
}

/** Source and target: without options the embedded store goes into the configured one, with a target the configured one there. */
function pairOf(
  { from, to }: CopyOptions,
  config: MinyiConfig,
  cwd: string,
): { source: NamedStore; target: NamedStore } {
  const configured = configuredStore(config, cwd);
  const target = to === undefined ? configured : parseStore("--to", to, config, cwd);
  const usual = to === undefined ? embeddedStore(config, cwd) : configured;
  const source = from === undefined ? usual : parseStore("--from", from, config, cwd);
  if (source.key === target.key) {
    throw new UsageError(
      {
        zh: `来源和目标是同一个文档库：${source.spec}`,
        en: `source and target are the same store: ${source.spec}`,
      },
      {
        fix: {
          zh: "要复制到 Elasticsearch，请设环境变量 ELASTICSEARCH_URL 或在配置里填 store；否则用 --to 指明目标，如 --to sqlite:备份.db。",
          en: "To copy into Elasticsearch set ELASTICSEARCH_URL, or store in the configuration; else name the target, e.g. --to sqlite:copy.db.",
        },
      },
    );
  }
  return { source, target };
}

/** `minyi store copy`: see {@link storeCommand}. */
export async function runCopy(shell: Shell, options: CopyOptions): Promise<void> {
  const { config } = shell.config();
  const { source, target } = pairOf(options, config, shell.cwd);
  const [{ openStore }, { copyStore }, { fileMarks }] = await Promise.all([
    import("../../store/open.js"),
    import("../../pipelines/copy.js"),
    import("../../pipelines/copy-mark.js"),
  ]);
  const signal = shell.interruptible();
  const onWait = (message: Localized) => shell.warn(message);
  const { fence, release } = await beAlone(config, { onNotice: onWait, signal });
  const opened: Store[] = [];
  const progress = shell.progress();
  try {
    const from = await openStore(source.config, { readOnly: true });
    opened.push(from);
    const to = await openStore(target.config, { onWait, signal });
    opened.push(to);
    const marks = fileMarks(`${config.state.path}.copy`, `${source.key} → ${target.key}`);
    const label = `${source.spec} → ${target.spec}`;
    const result = await copyStore(from, to, {
      marks,
      signal,
      ...(fence && { fence }),
      onProgress: ({ copied, total }) =>
        progress.update({ items: copied, label, share: total === 0 ? 1 : copied / total }),
    });
    progress.stop();
    tell(shell, result, source, target, options);
  } finally {
    progress.stop();
    for (const store of opened) await store.close();
    await release();
  }
}

function tell(shell: Shell, result: CopyResult, source: NamedStore, target: NamedStore, { json }: CopyOptions): void {
  if (!result.same && !result.interrupted) shell.setExitCode(EXIT.failed);
  if (json) shell.json(copyJson(shell, result, source, target));
  else if (result.interrupted) shell.note(STOPPED);
  else tellOutcome(shell, result, source, target);
}

function copyJson(shell: Shell, result: CopyResult, from: NamedStore, to: NamedStore): object {
  const { source, target, rejections, ...rest } = result;
  return {
    from: { store: from.spec, ...source },
    to: { store: to.spec, ...target },
    ...rest,
    rejections: rejections.map(({ id, reason }) => ({ id, reason: reason ? shell.say(reason) : "" })),
  };
}

function tellOutcome(shell: Shell, result: CopyResult, source: NamedStore, target: NamedStore): void {
  for (const { id, reason } of result.rejections) {
    shell.warn({ zh: `${id} 未能写入：${reason?.zh ?? ""}`, en: `${id} was not taken: ${reason?.en ?? ""}` });
  }
  const { created, replaced, unchanged, refused, rejected } = result.outcomes;
  const there = exact(unchanged + result.before);
  shell.out(
    shell.say({
      zh: `${source.spec} → ${target.spec}：写入 ${exact(created)} 件，更新 ${exact(replaced)}，已有 ${there}，目标较新而未动 ${exact(refused)}，未能写入 ${exact(rejected)}`,
      en: `${source.spec} → ${target.spec}: ${exact(created)} written, ${exact(replaced)} replaced, ${there} there already, ${exact(refused)} newer in the target and left, ${exact(rejected)} not taken`,
    }),
  );
  const [documents, others] = [exact(result.source?.documents ?? 0), exact(result.target?.documents ?? 0)];
  if (result.same) {
    const checksum = result.source?.checksum.slice(0, 16);
    const zh = `两边一致：各 ${documents} 件，校验和 ${checksum}`;
    shell.out(shell.say({ zh, en: `Both are the same: ${documents} documents, checksum ${checksum}` }));
    return;
  }
  const check = `minyi store check --against ${otherOf(shell, source, target)}`;
  shell.warn({
    zh: `两边不一致：${source.spec} 有 ${documents} 件，${target.spec} 有 ${others} 件。运行 ${check} 看差在哪里。`,
    en: `They differ: ${documents} documents in ${source.spec}, ${others} in ${target.spec}. ${check} shows where.`,
  });
}

const STOPPED = {
  zh: "已停下，已复制的不会丢失；再次运行同一命令即可续上。",
  en: "Stopped; what has been copied stays. Run the same command again to go on.",
};

/** Of the two the one that is not the configured store. */
function otherOf(shell: Shell, source: NamedStore, target: NamedStore): string {
  return configuredStore(shell.config().config, shell.cwd).key === source.key ? target.spec : source.spec;
}
