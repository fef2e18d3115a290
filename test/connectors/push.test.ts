import { expect, test } from "vitest";
import { configSchema, type SourceConfig } from "../../config/schema.js";
import { createConnector } from "../../connectors/registry.js";
import type { Batch } from "../../core/connector.js";
import type { InboxEntry, InboxReader } from "../../core/inbox.js";

const source = configSchema.parse({ sources: [{ name: "portal", type: "push" }] }).sources[0] as SourceConfig;

function entry(number: number): InboxEntry {
  const item = {
    id: `id ${number}`,
    source: "portal",
    channel: "board" as const,
    kind: "official" as const,
    text: `第${number}件`,
    createdAt: "2026-02-28T09:30:00Z",
  };
  return { number, source: "portal", item, hash: `hash ${number}`, receivedAt: 0 };
}

/** An inbox of five messages; numbers of other sources lie between them. */
const entries = [2, 3, 5, 8, 9].map(entry);
const inbox: InboxReader = {
  read: (name, after, limit) => entries.filter((e) => e.source === name && e.number > after).slice(0, limit),
};

async function read(cursor: [string, { number: number }][], batchSize = 2): Promise<Batch[]> {
  const connector = createConnector(source, { timezone: "Asia/Shanghai", batchSize, inbox });
  const batches: Batch[] = [];
  for await (const batch of connector.read(new Map(cursor))) batches.push(batch);
  return batches;
}

const numbers = (batches: Batch[]) => batches.map(({ items }) => items.map(({ row }) => row));

test("the inbox is read in order, in batches; each says where reading goes on", async () => {
  const batches = await read([]);
  expect(numbers(batches)).toEqual([[2, 3], [5, 8], [9]]);
  expect(batches.map(({ position }) => position)).toEqual([{ number: 3 }, { number: 8 }, { number: 9 }]);
  expect(batches.map(({ last }) => last)).toEqual([false, false, true]);
});

test("a cursor goes on behind the last message that was committed; at the end there is nothing", async () => {
  expect(numbers(await read([["inbox", { number: 5 }]]))).toEqual([[8, 9]]);
  expect(await read([["inbox", { number: 9 }]])).toEqual([]);
});

test("what intake made at the door is handed on: masked item, its hash, nothing to mask again", async () => {
  const [batch] = await read([], 1);
  expect(batch?.items[0]?.taken).toEqual({ item: entry(2).item, hash: "hash 2" });
  expect(batch?.items[0]?.item).not.toHaveProperty("id");
});
