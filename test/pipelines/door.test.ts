import { afterAll, beforeAll, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import { Zone } from "../../core/zone.js";
import { Door } from "../../pipelines/door.js";
import type { PushSource } from "../../pipelines/pushed-item.js";
import { replay } from "../../pipelines/replay.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());

test("what was refused at the door for a clock that ran ahead goes in with a replay once the time has come", async () => {
  const office = new Office([{ name: "portal", type: "push" }]);
  const record = { id: "T1", text: "幸福路的路灯坏了三天", author: "小李", createdAt: "2026-11-12 08:00" };
  await office.with(runner, async (context) => {
    const { state, store, clock } = context;
    const door = new Door(state, { zone: new Zone("Asia/Shanghai"), clock });
    const raw = Buffer.from(JSON.stringify(record));
    const [receipt] = await door.receive(context.config.sources[0] as PushSource, [{ index: 0, value: record, raw }]);
    expect(receipt).toMatchObject({ status: "rejected", field: "createdAt" });
    expect((await replay(context, { trigger: "test" })).counts).toMatchObject({ in: 1, rejected: 1 });
    office.clock.moveTo(Date.parse("2026-11-12T02:00:00Z"));
    expect((await replay(context, { trigger: "test" })).counts).toMatchObject({ in: 1, new: 1 });
    expect((await store.find({ text: "路灯坏了" })).total).toBe(1);
    expect(state.rejects.counts()).toEqual({ open: 0, replayed: 1, dropped: 0 });
  });
  office.close();
});
