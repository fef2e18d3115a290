import { EXIT } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Store } from "../../core/store.js";
import type { Comparison, Differing } from "../../pipelines/compare.js";
import { configuredStore, type NamedStore, parseStore } from "../options/store-spec.js";
import { exact } from "../present/numbers.js";
import type { Shell } from "../shell.js";

export interface CheckOptions {
  against?: string;
  json?: boolean;
}

/** `minyi store check`: see {@link storeCommand}. */
export async function runCheck(shell: Shell, options: CheckOptions): Promise<void> {
  const { config } = shell.config();
  const here = configuredStore(config, shell.cwd);
  const there = options.against === undefined ? undefined : parseStore("--against", options.against, config, shell.cwd);
  const [{ isLocked }, { openStateReader }, { openStore }, compare] = await Promise.all([
    import("../../state/lock.js"),
    import("../../state/reader.js"),
    import("../../store/open.js"),
    import("../../pipelines/compare.js"),
  ]);
  const { compareEntries, isSame, stateEntries, storeEntries } = compare;
  const busy = isLocked(config.state.path);
  const opened: { close(): void | Promise<void> }[] = [];
  try {
    const store: Store = await openStore(here.config, { readOnly: true });
    opened.push(store);
    const state = openStateReader(config.state.path, shell.clock);
    if (state) opened.push(state);
    const known = state && (await compareEntries(stateEntries(state.signatures), storeEntries(store)));
    let other: Comparison | undefined;
    if (there) {
      const against = await openStore(there.config, { readOnly: true });
      opened.push(against);
      other = await compareEntries(storeEntries(store), storeEntries(against));
    }
    const ok = (known === undefined || isSame(known)) && (other === undefined || isSame(other));
    if (!ok) shell.setExitCode(EXIT.failed);
    const documents = known?.right ?? other?.left ?? (await store.size());
    if (options.json) {
      return shell.json({ ok, busy, store: here.spec, documents, ...checkJson(shell, known, there, other) });
    }
    shell.out(shell.say(total(here, documents)));
    if (known) tellState(shell, known);
    else shell.note({ zh: "还没有控制数据库，不与它对比。", en: "There is no control database to compare with." });
    if (there && other) tellOther(shell, other, here, there);
    if (busy) shell.warn(AT_WORK);
  } finally {
    for (const thing of opened) await thing.close();
  }
}

const AT_WORK = {
  zh: "另一个 minyi 正在写入，刚写的来件可能被算成差异；等它结束后再查一次。",
  en: "Another minyi is writing: what it has just written may count as a difference. Check again when it is done.",
};

function total({ spec }: NamedStore, documents: number): Localized {
  return { zh: `${spec}：${exact(documents)} 件`, en: `${spec}: ${exact(documents)} documents` };
}

function day(shell: Shell, at: number | undefined): string | undefined {
  const zone = shell.zone();
  return at === undefined ? undefined : zone.dayText(zone.dayOf(at));
}

function checkJson(shell: Shell, known: Comparison | undefined, there: NamedStore | undefined, other?: Comparison) {
  const list = ({ count, ids, since }: Differing) => ({ count, ids, since: day(shell, since) ?? null });
  return {
    state: known ? { documents: known.left, missing: list(known.onlyLeft), unknown: list(known.onlyRight) } : null,
    ...(there &&
      other && {
        against: {
          store: there.spec,
          documents: other.right,
          onlyHere: list(other.onlyLeft),
          onlyThere: list(other.onlyRight),
          different: list(other.different),
          otherRevision: other.otherRevision,
        },
      }),
  };
}

/** A difference on stdout, with its first ids; nothing where there is none. */
function tellDiffering(shell: Shell, { count, ids }: Differing, what: Localized): void {
  if (count === 0) return;
  const more = count > ids.length ? " …" : "";
  const { zh, en } = what;
  shell.out(
    shell.say({
      zh: `${zh} ${exact(count)} 件：${ids.join(" ")}${more}`,
      en: `${exact(count)} ${en}: ${ids.join(" ")}${more}`,
    }),
  );
}

function tellState(shell: Shell, { left, onlyLeft, onlyRight }: Comparison): void {
  if (onlyLeft.count + onlyRight.count === 0) {
    const same = {
      zh: `与控制数据库一致（${exact(left)} 件）`,
      en: `The control database knows the same ${exact(left)}`,
    };
    shell.out(shell.say(same));
    return;
  }
  tellDiffering(shell, onlyLeft, {
    zh: "控制数据库里有、文档库里缺",
    en: "that the control database knows are missing",
  });
  tellDiffering(shell, onlyRight, { zh: "文档库里有、控制数据库不知道", en: "are unknown to the control database" });
  const since = day(
    shell,
    Math.min(onlyLeft.since ?? Number.POSITIVE_INFINITY, onlyRight.since ?? Number.POSITIVE_INFINITY),
  );
  shell.warn({
    zh: `补齐：minyi run --since ${since}（按原来的数据源重读；已有的不会重复）。`,
    en: `To mend it: minyi run --since ${since} (reads the sources again; nothing is doubled).`,
  });
}

function tellOther(shell: Shell, comparison: Comparison, here: NamedStore, there: NamedStore): void {
  const { onlyLeft, onlyRight, different, right } = comparison;
  shell.out(shell.say(total(there, right)));
  if (onlyLeft.count + onlyRight.count + different.count === 0) {
    shell.out(shell.say({ zh: "两个文档库一致", en: "Both stores are the same" }));
    return;
  }
  tellDiffering(shell, onlyLeft, { zh: `只在 ${here.spec}`, en: `only in ${here.spec}` });
  tellDiffering(shell, onlyRight, { zh: `只在 ${there.spec}`, en: `only in ${there.spec}` });
  tellDiffering(shell, different, { zh: "两边内容不同", en: "with other content" });
  shell.warn({
    zh: `补齐：minyi store copy --from ${here.spec} --to ${there.spec}，或反过来（修订号大的留下）。`,
    en: `To mend it: minyi store copy --from ${here.spec} --to ${there.spec}, or the other way round (the higher revision stays).`,
  });
}
