import type { Localized } from "../../core/localized.js";
import type { MaskedItem } from "../../core/masked-item.js";
import { type Runner, TaskError } from "../../core/runner.js";
import type { Analysed, AnalysedChunk } from "./plan.js";

/** One result per item, in order; with what it took. */
export interface AnalysedItems extends AnalysedChunk {
  /** Tries that were made; 1 when all went well. */
  tries: number;
  /** Items that brought down whatever analysed them. */
  poisoned: number;
}

/** Into how many pieces a failed chunk is cut: 500 messages come down to one in three steps. */
const PIECES = 8;

/**
 * Has masked messages analysed by the runner. Messages that make the work itself fail time and again are found by
 * cutting the chunk into ever smaller pieces (R41): each gets an error for a result, the others are analysed all the same.
 * @throws DependencyError of the runner.
 */
export async function analyse(runner: Runner, items: readonly MaskedItem[]): Promise<AnalysedItems> {
  if (items.length === 0) return { results: [], spent: {}, tries: 0, poisoned: 0 };
  return narrow(runner, items, {});
}

async function narrow(
  runner: Runner,
  items: readonly MaskedItem[],
  patience: { tries?: number; timeoutShare?: number },
): Promise<AnalysedItems> {
  try {
    // As JSON texts a chunk and its results cross between threads in half the time that their many small strings take.
    const payload = JSON.stringify(items);
    const json = await runner.run<string, string>({ name: "analyse", payload, ...patience });
    return { ...(JSON.parse(json) as AnalysedChunk), tries: 1, poisoned: 0 };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    if (items.length === 1) {
      return { results: [{ error: wordsFor(error) }], spent: {}, tries: error.attempts, poisoned: 1 };
    }
    const size = Math.ceil(items.length / PIECES);
    const pieces = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
      items.slice(i * size, (i + 1) * size),
    );
    const timeoutShare = (patience.timeoutShare ?? 1) / PIECES;
    // One try for a piece; a message by itself gets a second one before it is given up.
    const parts = await Promise.all(
      pieces.map((piece) => narrow(runner, piece, { tries: piece.length === 1 ? 2 : 1, timeoutShare })),
    );
    return parts.reduce(join, { results: [] as Analysed[], spent: {}, tries: error.attempts, poisoned: 0 });
  }
}

function join(a: AnalysedItems, b: AnalysedItems): AnalysedItems {
  const spent = { ...a.spent };
  for (const [id, us] of Object.entries(b.spent)) spent[id] = (spent[id] ?? 0) + us;
  const warnings = [...(a.warnings ?? []), ...(b.warnings ?? [])];
  return {
    results: [...a.results, ...b.results],
    spent,
    ...(warnings.length > 0 && { warnings }),
    tries: a.tries + b.tries,
    poisoned: a.poisoned + b.poisoned,
  };
}

function wordsFor({ how, attempts, message }: TaskError): Localized {
  const again = { zh: `，单独又试了 ${attempts} 次仍然如此`, en: `, alone again on ${attempts} tries` };
  switch (how) {
    case "threw":
      return { zh: `分析程序出错（${message}）${again.zh}`, en: `the analysis threw (${message})${again.en}` };
    case "crashed":
      return { zh: `分析进程崩溃（${message}）${again.zh}`, en: `the analysing process died (${message})${again.en}` };
    case "hung":
      return { zh: `分析没有尽头（${message}）${again.zh}`, en: `the analysis does not end (${message})${again.en}` };
  }
}
