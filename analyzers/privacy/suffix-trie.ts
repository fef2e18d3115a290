interface Node<T> {
  next: Map<number, Node<T>>;
  value: T | undefined;
}

/** Finds the longest of many phrases that ends at a position, in steps of its own length. */
export class SuffixTrie<T> {
  private readonly root: Node<T> = { next: new Map(), value: undefined };

  constructor(entries: Iterable<readonly [string, T]>) {
    for (const [phrase, value] of entries) {
      let node = this.root;
      for (let i = phrase.length - 1; i >= 0; i--) {
        const unit = phrase.charCodeAt(i);
        let next = node.next.get(unit);
        if (!next) {
          next = { next: new Map(), value: undefined };
          node.next.set(unit, next);
        }
        node = next;
      }
      node.value = value;
    }
  }

  /** The longest phrase whose last unit stands before `end`, with the index of its first. */
  endingAt(text: string, end: number): { value: T; start: number } | undefined {
    let node = this.root;
    let found: { value: T; start: number } | undefined;
    for (let i = end - 1; i >= 0; i--) {
      const next = node.next.get(text.charCodeAt(i));
      if (!next) break;
      node = next;
      if (node.value !== undefined) found = { value: node.value, start: i };
    }
    return found;
  }

  /** The last units of all phrases. */
  lastUnits(): number[] {
    return [...this.root.next.keys()];
  }
}
