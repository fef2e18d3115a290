import { bandKeys, similarity } from "./similarity.js";

const DAY = 86_400_000;
/** Repeats by one author are folded from this similarity on: people retell a matter in other words. */
const SAME_AUTHOR_SIMILARITY = 0.5;

/** What folding has to know of a message. */
export interface Print {
  id: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  signature: string;
  authorKey?: string;
}

/** A message that has been folded before: `group` is the id of its group's representative, its own when it stands alone. */
export interface KnownPrint extends Print {
  group: string;
}

/** What is known from earlier batches. */
export interface KnownPrints {
  byId(id: string): KnownPrint | undefined;
  /** Messages of the time span that share a band key. */
  byBands(keys: readonly number[], from: number, to: number): KnownPrint[];
  byAuthor(authorKey: string, from: number, to: number): KnownPrint[];
  members(group: string): KnownPrint[];
}

export interface FoldOptions {
  /** Similarity from which two messages are the same, 0 … 1. */
  similarity: number;
  /** Messages further apart than this are never linked. */
  days: number;
}

/** Earliest first, then smallest id: the first of a group stands for it. */
function earlier(a: Print, b: Print): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Groups messages that say the same: near-duplicates, and repeats by the same author. A group is a connected component of
 * the links between its messages, and its representative the earliest of them, so the order of arrival changes nothing.
 * One instance serves one batch; {@link Fold.changed} gives what the batch has changed.
 */
export class Fold {
  private readonly pending = new Map<string, KnownPrint>();
  private readonly pendingBands = new Map<number, KnownPrint[]>();
  private readonly pendingAuthors = new Map<string, KnownPrint[]>();
  /** Messages as they stood before this batch, looked up once. */
  private readonly stored = new Map<string, KnownPrint | undefined>();
  /** The message that is being taken out of its group: no neighbour of anyone until it is linked again. */
  private leaving: string | undefined;

  constructor(
    private readonly known: KnownPrints,
    private readonly options: FoldOptions,
  ) {}

  /** Takes a message in and gives the id of the one that it repeats, if any. Final only when the whole batch is in. */
  add(print: Print): void {
    const existing = this.current(print.id);
    if (existing !== undefined) {
      // An author's key is dropped after a while: that alone changes nothing about a message.
      const sameAuthor = existing.authorKey === undefined || existing.authorKey === print.authorKey;
      if (existing.signature === print.signature && existing.createdAt === print.createdAt && sameAuthor) return;
      this.takeOut(existing);
    }
    this.link({ ...print, group: print.id });
  }

  /** The representative of a message that has been added; undefined when it stands for itself. */
  duplicateOf(id: string): string | undefined {
    const group = this.current(id)?.group;
    return group === id ? undefined : group;
  }

  /** Messages that the batch has put into a group: new ones, and known ones whose group is another now. */
  changed(): KnownPrint[] {
    return [...this.pending.values()].filter((print) => this.storedPrint(print.id)?.group !== print.group);
  }

  /** A message as it now stands: from this batch, else from before. */
  private current(id: string): KnownPrint | undefined {
    return this.pending.get(id) ?? this.storedPrint(id);
  }

  private storedPrint(id: string): KnownPrint | undefined {
    if (!this.stored.has(id)) this.stored.set(id, this.known.byId(id));
    return this.stored.get(id);
  }

  private link(print: KnownPrint): void {
    const groups = new Set<string>();
    for (const neighbour of this.neighbours(print)) groups.add(neighbour.group);
    groups.delete(print.id);
    if (groups.size === 0) {
      this.set(print, print.id);
      return;
    }
    const heads = [...groups].map((group) => this.current(group)).filter((head) => head !== undefined);
    const head = [print, ...heads].sort(earlier)[0] as KnownPrint;
    this.set(print, head.id);
    for (const group of groups) {
      if (group === head.id) continue;
      for (const member of this.members(group)) this.set(member, head.id);
    }
  }

  /** A message whose text has changed leaves its group; the rest is linked anew without it. */
  private takeOut(print: KnownPrint): void {
    const rest = this.members(print.group).filter((member) => member.id !== print.id);
    this.forget(print);
    this.leaving = print.id;
    for (const member of rest) this.set(member, `\0${member.id}`);
    for (const member of rest.sort(earlier)) {
      // Only members that have been linked again count as neighbours: the others carry a group that is no id.
      this.link({ ...member, group: member.id });
    }
    this.leaving = undefined;
  }

  private neighbours(print: KnownPrint): KnownPrint[] {
    const span = this.options.days * DAY;
    const from = print.createdAt - span;
    const to = print.createdAt + span;
    const keys = bandKeys(print.signature);
    const found = new Map<string, KnownPrint>();
    const consider = (candidates: Iterable<KnownPrint>, threshold: number) => {
      for (const candidate of candidates) {
        const now = this.pending.get(candidate.id) ?? candidate;
        if (now.id === print.id || now.id === this.leaving || now.group.startsWith("\0") || found.has(now.id)) continue;
        if (now.createdAt < from || now.createdAt > to) continue;
        if (similarity(now.signature, print.signature) >= threshold) found.set(now.id, now);
      }
    };
    consider(this.known.byBands(keys, from, to), this.options.similarity);
    for (const key of keys) consider(this.pendingBands.get(key) ?? [], this.options.similarity);
    if (print.authorKey !== undefined) {
      consider(this.known.byAuthor(print.authorKey, from, to), SAME_AUTHOR_SIMILARITY);
      consider(this.pendingAuthors.get(print.authorKey) ?? [], SAME_AUTHOR_SIMILARITY);
    }
    return [...found.values()];
  }

  private members(group: string): KnownPrint[] {
    const members = this.known.members(group).filter((member) => !this.pending.has(member.id));
    for (const print of this.pending.values()) if (print.group === group) members.push(print);
    return members;
  }

  private set(print: KnownPrint, group: string): void {
    const now = this.pending.get(print.id);
    if (now !== undefined && now.signature === print.signature && now.createdAt === print.createdAt) {
      now.group = group;
      return;
    }
    const entry = { ...print, group };
    this.pending.set(print.id, entry);
    for (const key of bandKeys(print.signature)) append(this.pendingBands, key, entry);
    if (print.authorKey !== undefined) append(this.pendingAuthors, print.authorKey, entry);
  }

  private forget(print: KnownPrint): void {
    this.pending.delete(print.id);
    const without = (list: KnownPrint[] | undefined) => list?.filter((entry) => entry.id !== print.id);
    for (const key of bandKeys(print.signature)) {
      const rest = without(this.pendingBands.get(key));
      if (rest) this.pendingBands.set(key, rest);
    }
    if (print.authorKey !== undefined) {
      const rest = without(this.pendingAuthors.get(print.authorKey));
      if (rest) this.pendingAuthors.set(print.authorKey, rest);
    }
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
