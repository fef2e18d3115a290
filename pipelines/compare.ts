import type { Store } from "../core/store.js";
import type { Signatures } from "../state/signatures.js";
import { compareText } from "../store/order.js";

/** A document as far as it is compared: what one side does not know of it is not. */
export interface Entry {
  id: string;
  revision?: number;
  hash?: string;
  /** When the citizen spoke up, ms since the epoch. */
  createdAt: number;
}

/** Documents that differ. */
export interface Differing {
  count: number;
  /** The first {@link SHOWN} of them. */
  ids: string[];
  /** Time of the earliest, ms since the epoch; absent when there is none. */
  since?: number;
}

export interface Comparison {
  /** Documents on either side. */
  left: number;
  right: number;
  onlyLeft: Differing;
  onlyRight: Differing;
  /** On both sides with other content. */
  different: Differing;
  /** On both sides with the same content under another revision: not a fault, the content went there and back. */
  otherRevision: number;
}

/** Ids that are listed of each difference. */
export const SHOWN = 10;
const PORTION = 2000;

/** A store's documents, in order of id. */
export async function* storeEntries(store: Store): AsyncGenerator<Entry[]> {
  for await (const documents of store.scan()) {
    yield documents.map(({ id, revision, hash, createdAt }) => ({
      id,
      revision,
      hash,
      createdAt: Date.parse(createdAt),
    }));
  }
}

/** The documents that state knows, in order of id. */
export async function* stateEntries(signatures: Pick<Signatures, "scan">): AsyncGenerator<Entry[]> {
  for (let after = ""; ; ) {
    const portion = signatures.scan(after, PORTION);
    const last = portion.at(-1);
    if (last === undefined) return;
    yield portion;
    after = last.id;
  }
}

/** Compares two lists in order of id, of any length, in constant memory. */
export async function compareEntries(left: AsyncIterable<Entry[]>, right: AsyncIterable<Entry[]>): Promise<Comparison> {
  const [a, b] = [new Reading(left), new Reading(right)];
  const result: Comparison = {
    left: 0,
    right: 0,
    onlyLeft: { count: 0, ids: [] },
    onlyRight: { count: 0, ids: [] },
    different: { count: 0, ids: [] },
    otherRevision: 0,
  };
  for (;;) {
    const l = a.here ?? (await a.next());
    const r = b.here ?? (await b.next());
    if (l === undefined && r === undefined) return result;
    const order = l === undefined ? 1 : r === undefined ? -1 : compareText(l.id, r.id);
    if (order <= 0) {
      result.left++;
      a.pass();
    }
    if (order >= 0) {
      result.right++;
      b.pass();
    }
    if (order < 0) add(result.onlyLeft, l as Entry);
    else if (order > 0) add(result.onlyRight, r as Entry);
    else if (differ(l?.hash, r?.hash)) add(result.different, l as Entry);
    else if (differ(l?.revision, r?.revision)) result.otherRevision++;
  }
}

/** Whether both sides hold the same documents with the same content. */
export function isSame({ onlyLeft, onlyRight, different }: Comparison): boolean {
  return onlyLeft.count + onlyRight.count + different.count === 0;
}

function differ<T>(a: T | undefined, b: T | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function add(list: Differing, { id, createdAt }: Entry): void {
  list.count++;
  if (list.ids.length < SHOWN) list.ids.push(id);
  list.since = Math.min(list.since ?? createdAt, createdAt);
}

/** A list in portions, read entry by entry; waits only between portions. */
class Reading {
  private readonly portions: AsyncIterator<Entry[]>;
  private portion: readonly Entry[] = [];
  private at = 0;

  constructor(list: AsyncIterable<Entry[]>) {
    this.portions = list[Symbol.asyncIterator]();
  }

  /** The entry that is looked at, of the portion at hand. */
  get here(): Entry | undefined {
    return this.portion[this.at];
  }

  pass(): void {
    this.at++;
  }

  /** The first entry of the next portion; undefined at the end. */
  async next(): Promise<Entry | undefined> {
    while (this.here === undefined) {
      const { done, value } = await this.portions.next();
      if (done) return undefined;
      this.portion = value;
      this.at = 0;
    }
    return this.here;
  }
}
