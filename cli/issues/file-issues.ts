import type { Localized } from "../../core/localized.js";
import type { FileIssues } from "../../pipelines/issues/of-file.js";
import type { ColumnMap } from "../options/map.js";
import type { Shell } from "../shell.js";

/** Finds the hot issues of one file, with a progress bar; undefined when it was interrupted. Touches no store and no state. */
export async function fileIssues(
  shell: Shell,
  file: string,
  { map = {}, ...range }: { map?: ColumnMap | undefined; from?: string; to?: string },
): Promise<FileIssues | undefined> {
  const [{ openFile }, { InlineRunner }, { issuesOfFile }, { describePlan }, { maskText }] = await Promise.all([
    import("../../connectors/open-file.js"),
    import("../../pipelines/runners/inline.js"),
    import("../../pipelines/issues/of-file.js"),
    import("../../pipelines/run.js"),
    import("../../analyzers/privacy/mask.js"),
  ]);
  shell.maskWith(maskText);
  const { config } = shell.config();
  const undated = new Date(shell.clock.now()).toISOString();
  const connector = openFile(file, {
    timezone: config.timezone,
    clock: shell.clock,
    stdin: shell.stdin,
    map,
    defaultCreatedAt: undated,
  });
  const signal = shell.interruptible();
  const runner = new InlineRunner(config);
  const progress = shell.progress();
  let items = 0;
  try {
    for (const warning of (await describePlan(runner)).warnings) shell.warn(warning);
    const found = await issuesOfFile(connector, runner, {
      config,
      zone: shell.zone(),
      ...range,
      undated,
      signal,
      onBatch: (batch) => {
        for (const warning of batch.warnings) shell.warn(warning);
        items += batch.items.length;
        progress.update({ items, ...(batch.progress !== undefined && { share: batch.progress }) });
      },
    });
    return signal.aborted ? undefined : found;
  } finally {
    progress.stop();
    await runner.close();
  }
}

/** What should be known of how the issues of a file were come by. */
export function fileWarnings({ unreadable, repeatedIds, withoutModel, messages }: FileIssues): Localized[] {
  const warnings: Localized[] = [];
  if (withoutModel > 0) {
    warnings.push({
      zh: `降级：${messages} 件中有 ${withoutModel} 件没有用模型，只按字词和地点归并。运行 minyi doctor 查看原因。`,
      en: `Degraded: ${withoutModel} of ${messages} messages were compared by words and places alone. minyi doctor says why.`,
    });
  }
  if (repeatedIds > 0) {
    warnings.push({
      zh: `${repeatedIds} 条的编号与前面的相同，未计入。`,
      en: `${repeatedIds} records have the id of an earlier one and were left out.`,
    });
  }
  if (unreadable > 0) {
    warnings.push({ zh: `${unreadable} 条读不出来，未计入。`, en: `${unreadable} records could not be read.` });
  }
  return warnings;
}
