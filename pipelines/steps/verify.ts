import { MinyiError } from "../../core/errors.js";
import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";
import type { Step } from "./step.js";

/** Holds the store against state's memory: whatever was committed must be there. */
export const verify: Step = {
  name: "verify",
  jobs: ["nightly", "weekly"],
  async run({ context }) {
    const documents = await context.store.size();
    const known = context.state.signatures.count();
    // More than state knows: a crash after the store's acknowledgement, which reading on mends.
    if (documents < known) throw await lost(known - documents, context);
    return { documents };
  },
};

async function lost(missing: number, context: PipelineContext): Promise<MinyiError> {
  const month = (await firstMissingMonth(context)) ?? "1970-01-01";
  const command = `minyi run --since ${month}`;
  return new MinyiError(
    {
      zh: `库里少了 ${missing} 件来件：曾经入库，现在查不到（例如索引被删除）。运行 ${command} 从数据源补回`,
      en: `${missing} documents are gone from the store: they had been written and cannot be found, e.g. an index was deleted. ${command} brings them back from the sources`,
    },
    {
      fix: {
        zh: "先确认数据源里还有那时的文件，并查明是谁删除的。",
        en: "Check first that the sources still hold that time, and find out who removed them.",
      },
    },
  );
}

/** The first day of the earliest month of which the store holds fewer documents than state knows. */
async function firstMissingMonth({ state, store, config }: PipelineContext): Promise<string | undefined> {
  const zone = new Zone(config.timezone);
  const stored = new Map((await store.count({ every: "month" })).map(({ at, n }) => [Date.parse(at), n]));
  const known = new Map<number, number>();
  for (const { from, n } of state.signatures.perQuarterHour()) {
    const month = zone.bucket(from, "month");
    known.set(month, (known.get(month) ?? 0) + n);
  }
  const months = [...known].filter(([month, n]) => (stored.get(month) ?? 0) < n).map(([month]) => month);
  return months.length === 0 ? undefined : zone.dayText(zone.dayOf(Math.min(...months)));
}
