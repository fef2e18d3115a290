/** Ids remembered at most before a refresh is worth more than the memory. */
const MOST = 200_000;

/**
 * What this process has written since its last refresh, and searches may therefore not see yet: in which indices each
 * document may be.
 */
export class Writes {
  private recent = new Map<string, string[]>();
  private settling: Map<string, string[]> | undefined;

  /** Whether searches may miss something that this process has written. */
  get dirty(): boolean {
    return this.recent.size > 0 || this.settling !== undefined;
  }

  get full(): boolean {
    return this.recent.size >= MOST;
  }

  /** The indices in which a document may be, when it was written lately. */
  placesOf(id: string): string[] | undefined {
    return this.recent.get(id) ?? this.settling?.get(id);
  }

  /** A document is or may be in these indices and in no other. */
  note(id: string, indices: string[]): void {
    this.recent.set(id, indices);
  }

  /** Runs a refresh and forgets what it has made visible. */
  async settle(refresh: () => Promise<unknown>): Promise<void> {
    const before = this.recent;
    const older = this.settling;
    this.settling = older ? new Map([...older, ...before]) : before;
    this.recent = new Map();
    const now = this.settling;
    await refresh();
    // A refresh that began later knows more, and clears it.
    if (this.settling === now) this.settling = undefined;
  }
}
