import type { SourceConfig } from "../config/schema.js";
import type { Batch, Connector, Cursor } from "../core/connector.js";
import { INBOX_INPUT, type InboxEntry } from "../core/inbox.js";
import type { ConnectorOptions } from "./file-source.js";

/** What was posted to `minyi serve`, in order of arrival; intake was made at the door. */
export function pushConnector(source: Extract<SourceConfig, { type: "push" }>, options: ConnectorOptions): Connector {
  const { inbox, batchSize = 500 } = options;
  if (inbox === undefined) throw new Error("a push source needs an inbox");
  return {
    source: source.name,
    async *read(cursor: Cursor): AsyncGenerator<Batch> {
      for (let after = Number(cursor.get(INBOX_INPUT)?.number ?? 0); ; ) {
        const entries = inbox.read(source.name, after, batchSize);
        const end = entries.at(-1);
        if (end === undefined) return;
        after = end.number;
        const last = entries.length < batchSize;
        yield {
          input: INBOX_INPUT,
          items: entries.map(sourced),
          rejects: [],
          warnings: [],
          position: { number: after },
          last,
        };
        if (last) return;
      }
    },
  };
}

function sourced({ number, item, hash, authorKey }: InboxEntry): Batch["items"][number] {
  const { id: _id, ...content } = item;
  return { item: content, row: number, taken: { item, hash, ...(authorKey !== undefined && { authorKey }) } };
}
