import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configSchema } from "../../config/schema.js";
import { FixedClock } from "../../core/clock.js";
import { type FeedbackDocument, makeDocument } from "../../core/feedback-document.js";
import { encodeMatterPrint, type MatterPrint } from "../../core/matter-print.js";
import type { Store } from "../../core/store.js";
import { type IssueUpdate, updateIssues } from "../../pipelines/issues/update.js";
import { openState, type State } from "../../state/state.js";

/** A print as state keeps it. */
export function bytesOf(print: MatterPrint): Uint8Array {
  return Buffer.from(encodeMatterPrint(print), "base64");
}

/**
 * A document that says nothing of itself: what issues are made of stands in state, and the benchmark looks at which
 * messages are together, not at how that is told.
 */
export function bareDocument(id: string, at: number): FeedbackDocument {
  const createdAt = new Date(at).toISOString();
  return makeDocument(
    { id, source: "bench", channel: "board", kind: "official", text: "一条留言", createdAt },
    {
      tokens: ["留言"],
      keywords: [],
      sentiment: { label: "negative", score: -0.5 },
      topic: { path: ["其他"], confidence: 0.5, abstain: true },
      demand: "投诉",
      severity: { level: 1, reasons: [] },
      area: {},
      places: [],
      versions: {},
    },
    1,
  );
}

/** Nights of `minyi run` as far as issues go: a state of its own in a temporary folder, and bare documents. */
export class Nights {
  readonly state: State;
  private readonly folder = mkdtempSync(join(tmpdir(), "minyi-nights-"));
  private readonly clock = new FixedClock(0);
  private readonly config = configSchema.parse({});

  /** @param at instants of the messages that there are, by document id */
  constructor(private readonly at: ReadonlyMap<string, number>) {
    const keyPath = join(this.folder, "minyi.key");
    this.state = openState(join(this.folder, "state.db"), { clock: this.clock, keyPath });
  }

  /** What the step `issues` does once a night's messages are in state. */
  update(now: number, options: { rebuild?: boolean } = {}): Promise<IssueUpdate> {
    this.clock.moveTo(now);
    return updateIssues({ config: this.config, state: this.state, store: this.store(), clock: this.clock }, options);
  }

  private store(): Store {
    const get = async (ids: readonly string[]) =>
      ids.map((id) => {
        const at = this.at.get(id);
        return at === undefined ? undefined : bareDocument(id, at);
      });
    // Only what an update of issues asks of a store.
    const asked: Pick<Store, "find" | "get"> = { get, find: async () => ({ hits: [], total: 0 }) };
    return asked as Store;
  }

  close(): void {
    this.state.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
