import { facetsOf } from "../../core/facets.js";
import type { Store } from "../../core/store.js";
import type { Keyword } from "../rules/condition.js";
import type { Rule } from "../rules/rule.js";
import { keyOf } from "./count-table.js";
import type { Material } from "./material.js";
import type { Timeline } from "./timeline.js";
import type { Span } from "./windows.js";

const PAGE = 1000;
/** Messages of one word that are looked at; where there are more, the most frequent word alone is a count that nobody disputes. */
const MOST = 5000;

interface Found {
  key: string;
  bucket: number;
}

/**
 * How many messages hold any of several words: where one message may hold two of them, their counts cannot be added up,
 * and the messages themselves are looked at.
 */
export class CommonWords {
  private readonly messages = new Map<Keyword, ReadonlyMap<string, Found>>();

  /** Exactly how many messages of a group in a window; undefined where nobody has looked. */
  count(leaf: Keyword, key: string, { from, to }: Span): number | undefined {
    const messages = this.messages.get(leaf);
    if (!messages) return undefined;
    let count = 0;
    for (const found of messages.values()) {
      if (found.key === key && found.bucket >= from && found.bucket < to) count += 1;
    }
    return count;
  }

  /** Looks at the messages of a rule's words in a stretch of time, if more than one of its words came up in any group. */
  async look(
    rule: Rule,
    leaf: Keyword,
    span: Span,
    material: Material,
    timeline: Timeline,
    store: Pick<Store, "find">,
  ): Promise<void> {
    const byWord = material.groupsOf(leaf);
    const { from, to } = span;
    const counts = (key: string): number[] => byWord.map((groups) => groups.sum(key, "n", from, to));
    const keys = new Set(byWord.flatMap((groups) => groups.keys));
    const several = [...keys].some((key) => counts(key).filter((n) => n > 0).length > 1);
    if (!several) return;
    const messages = new Map<string, Found>();
    for (const text of leaf.any) {
      const where = {
        ...rule.where,
        text,
        from: new Date(timeline.startOf(from)).toISOString(),
        to: new Date(timeline.startOf(to)).toISOString(),
      };
      let after: string | undefined;
      for (let seen = 0; ; seen += PAGE) {
        const page = await store.find(where, { size: PAGE, ...(after !== undefined && { after }) });
        if (page.total > MOST) return;
        for (const { document } of page.hits) {
          const facets = facetsOf(document);
          const values = rule.groupBy.map((dimension) => (dimension === "issue" ? "" : facets[dimension]));
          messages.set(document.id, { key: keyOf(values), bucket: timeline.indexOf(Date.parse(document.createdAt)) });
        }
        after = page.next;
        if (after === undefined || seen >= MOST) break;
      }
    }
    this.messages.set(leaf, messages);
  }
}
