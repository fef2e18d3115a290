import { FaultOffice, type Outcome } from "../../test/faults/fault-office.js";
import { request } from "../../test/services/request.js";
import type { Blow } from "./killer.js";

/** What an unbroken run gives. */
export interface Reference extends Outcome {
  ids: Set<string>;
  new: number;
  folded: number;
  seconds: number;
}

export interface Comparison {
  documents: number;
  lost: number;
  /** Documents beyond one for each id. */
  doubled: number;
  /** Documents that the unbroken run does not have. */
  foreign: number;
  checksum: string;
  /** Whether the runs' own counts, added up, are those of one unbroken run. */
  counted: boolean;
  equal: boolean;
}

/** Runs the same messages inline into SQLite. */
export async function reference(tickets: string): Promise<Reference> {
  const office = new FaultOffice({ tickets });
  try {
    const { code, err, took } = await office.run(["run", "--quiet"]);
    if (code !== 0) throw new Error(`the unbroken run ended with ${code}: ${err}`);
    const { counts } = office.runs()[0]!;
    const ids = await idsOf(office);
    return {
      ...(await office.outcome()),
      ids,
      new: counts.new,
      folded: counts.folded,
      seconds: Math.round(took / 1000),
    };
  } finally {
    await office.close();
  }
}

export async function compare(office: FaultOffice, wanted: Reference): Promise<Comparison> {
  const address = `${office.config.store.node[0]}/${office.prefix}`;
  await request(`${address}-*/_refresh`, undefined, { method: "POST" });
  const { count } = JSON.parse((await request(`${address}-*/_count`)).body) as { count: number };
  const { documents, checksum } = await office.outcome();
  const ids = await idsOf(office);
  const lost = [...wanted.ids].filter((id) => !ids.has(id)).length;
  const foreign = [...ids].filter((id) => !wanted.ids.has(id)).length;
  const runs = office.runs().map(({ counts }) => counts);
  const sum = (of: (counts: (typeof runs)[number]) => number) => runs.reduce((total, counts) => total + of(counts), 0);
  const counted = sum((counts) => counts.new) === wanted.new && sum((counts) => counts.rejected) === 0;
  const doubled = count - ids.size;
  const equal =
    checksum === wanted.checksum && documents === wanted.documents && lost + doubled + foreign === 0 && counted;
  return { documents, lost, doubled, foreign, checksum, counted, equal };
}

async function idsOf(office: FaultOffice): Promise<Set<string>> {
  return office.withStore(async (store) => {
    const ids = new Set<string>();
    for await (const documents of store.scan()) for (const { id } of documents) ids.add(id);
    return ids;
  });
}

export function report(told: {
  kills: ReadonlyMap<Blow, number>;
  endings: ReadonlyMap<string, number>;
  seconds: number;
  result: Comparison;
}): void {
  const { kills, endings, seconds, result } = told;
  const line = (name: string, value: string | number) => console.log(`${name.padEnd(32)}${value}`);
  for (const [blow, times] of kills) line(blow, times);
  line(
    "in all",
    [...kills.values()].reduce((a, b) => a + b, 0),
  );
  for (const [how, times] of endings) line(`coordinator ended: ${how}`, times);
  line("seconds", seconds);
  line("documents", result.documents);
  line("lost", result.lost);
  line("doubled", result.doubled);
  line("foreign", result.foreign);
  line("counts of the runs add up", result.counted ? "yes" : "no");
  line("checksum", result.checksum);
  line("equal to the unbroken run", result.equal ? "yes" : "NO");
}
