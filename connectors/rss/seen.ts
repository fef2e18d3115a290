import { hashOf } from "../../core/ids.js";

/** What is remembered of an entry. */
export interface SeenEntry {
  /** Short hash of what was made of it. */
  content: string;
  /** When it was first seen, seconds since the epoch: its time, where it has none of its own. */
  since: number;
}

/** Entries that are remembered; of a longer feed the rest is read again at every look. */
const MOST = 5000;

/** The entries of a feed as they were at the last look: those that are still the same need no second reading. */
export class Seen {
  private constructor(private readonly entries: Map<string, SeenEntry>) {}

  static from(text: string): Seen {
    const entries = new Map<string, SeenEntry>();
    for (const entry of text === "" ? [] : text.split(" ")) {
      const [id = "", content = "", since = ""] = entry.split(":");
      entries.set(id, { content, since: Number.parseInt(since, 36) || 0 });
    }
    return new Seen(entries);
  }

  static none(): Seen {
    return new Seen(new Map());
  }

  toText(): string {
    return [...this.entries].map(([id, { content, since }]) => `${id}:${content}:${since.toString(36)}`).join(" ");
  }

  get(id: string): SeenEntry | undefined {
    return this.entries.get(short(id));
  }

  set(id: string, content: string, since: number): void {
    if (this.entries.size < MOST) this.entries.set(short(id), { content, since });
  }
}

/** Twelve characters of base64url tell the entries of one feed apart. */
export function short(text: string): string {
  return hashOf(text).slice(0, 12);
}
