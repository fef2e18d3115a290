import { rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import type { MinyiError } from "../../core/errors.js";
import { openDatabase } from "../../core/sqlite.js";
import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../../pipelines/context.js";
import { Door } from "../../pipelines/door.js";
import { Follower, type FollowOptions } from "../../pipelines/follow/follower.js";
import type { PushSource } from "../../pipelines/pushed-item.js";
import { run } from "../../pipelines/run.js";
import type { BatchDone } from "../../pipelines/run-options.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { Exclusive } from "../../pipelines/schedule/exclusive.js";
import { feedServer } from "../connectors/rss/feed-server.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());

let office: Office;
beforeEach(() => {
  office = new Office([
    { name: "portal", type: "push" },
    { name: "board", type: "folder", path: "inbox", channel: "board" },
  ]);
  office.file("inbox/empty.csv", "留言编号,留言时间,留言详情\n");
});
afterEach(() => office.close());

interface Followed {
  context: PipelineContext;
  follower: Follower;
  batches: BatchDone[];
  /** Resolves with the next batch of the source that brought something. */
  next(source: string): Promise<BatchDone>;
  push(...records: object[]): Promise<void>;
  /** Stops following and waits for its end. */
  stop(): Promise<void>;
}

/** Follows while `work` goes on, then stops, in an office with a real state and a real store. */
async function following(
  work: (followed: Followed) => Promise<void>,
  options: Partial<FollowOptions> = {},
): Promise<void> {
  await office.with(runner, async (context) => {
    const batches: BatchDone[] = [];
    const waiting: { source: string; tell: (batch: BatchDone) => void }[] = [];
    const exclusive = options.exclusive ?? new Exclusive();
    const follower = new Follower(context, {
      ...options,
      exclusive,
      onBatch: (batch) => {
        batches.push(batch);
        options.onBatch?.(batch);
        for (const one of waiting.filter(({ source }) => source === batch.source && batch.counts.in > 0)) {
          waiting.splice(waiting.indexOf(one), 1);
          one.tell(batch);
        }
      },
    });
    const door = new Door(context.state, { zone: new Zone("Asia/Shanghai"), clock: context.clock });
    const stopping = new AbortController();
    const ended = follower.run(stopping.signal);
    const stop = () => {
      stopping.abort();
      return ended;
    };
    try {
      await Promise.race([
        ended,
        work({
          context,
          follower,
          batches,
          stop,
          next: (source) => new Promise((tell) => waiting.push({ source, tell })),
          push: async (...records) => {
            const raw = Buffer.alloc(0);
            await door.receive(
              context.config.sources[0] as PushSource,
              records.map((value, index) => ({ index, value, raw })),
            );
            follower.wake();
          },
        }),
      ]);
    } finally {
      await stop();
    }
  });
}

const lamp = { id: "P1", text: "幸福路的路灯坏了三天没人修", createdAt: "2026-11-08 19:30" };

test("what is pushed can be found at once; the record of following is closed in order", async () => {
  await following(async ({ context, push, next, stop }) => {
    const taken = next("portal");
    await push(lamp);
    expect((await taken).counts.new).toBe(1);
    expect((await context.store.find({ text: "路灯坏了" })).total).toBe(1);
    expect(context.state.inbox.pending("portal").count).toBe(0);
    await stop();
    const [run] = context.state.runs.list();
    expect(run).toMatchObject({ kind: "follow", trigger: "follow", status: "done", counts: { in: 1, new: 1 } });
    expect(run?.steps).toMatchObject([{ name: "collect portal", status: "done", details: { records: 1 } }]);
  });
});

test("another process's inbox is found too, without being woken", async () => {
  await following(async ({ context, next }) => {
    const taken = next("portal");
    const door = new Door(context.state, { zone: new Zone("Asia/Shanghai"), clock: context.clock });
    const source = context.config.sources[0] as PushSource;
    await door.receive(source, [{ index: 0, value: lamp, raw: Buffer.alloc(0) }]);
    expect((await taken).counts.new).toBe(1);
  });
});

test("R11: pushed again under its id with other content, a message is corrected, also within one batch", async () => {
  await following(async ({ context, push, next }) => {
    let taken = next("portal");
    await push(lamp, { ...lamp, status: "办理中" });
    expect((await taken).counts).toMatchObject({ in: 2, new: 1, replaced: 1, rejected: 0 });
    taken = next("portal");
    await push(lamp, { ...lamp, status: "已办结" });
    expect((await taken).counts).toMatchObject({ in: 2, new: 0, replaced: 2, rejected: 0 });
    const { hits, total } = await context.store.find({});
    expect([total, hits[0]?.document.status]).toEqual([1, "已办结"]);
  });
});

const WORDS =
  "井盖 松动 噪音 施工 积水 路灯 电梯 物业 占道 油烟 公交 学位 供暖 停水 违建 垃圾 扬尘 绿化 停车 医保".split(" ");

/** A text like no other: ten words chosen by the digits of a number that grows fast. */
function textOf(i: number): string {
  let seed = (i + 1) * 2_654_435_761;
  return Array.from({ length: 10 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return WORDS[seed % WORDS.length];
  }).join("");
}

test("a large file does not keep pushed messages waiting", async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => `B${i},2026-11-07 08:00,${textOf(i)}`);
  office.file("inbox/large.csv", ["留言编号,留言时间,留言详情", ...rows]);
  await following(async ({ context, push, next }) => {
    await next("board");
    const taken = next("portal");
    await push(lamp);
    await taken;
    const filed = context.state.runs.list()[0]?.inputs.find(({ input }) => input === "large.csv")?.counts.in ?? 0;
    expect(filed).toBeLessThan(5_000);
  });
});

/** A feed whose server takes the question and does not answer until it is let. */
async function silentFeed(): Promise<{
  source: object;
  settings: object;
  asked: Promise<void>;
  answer: () => void;
}> {
  let tell = () => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let held: ServerResponse | undefined;
  const server = await feedServer({
    "/silent": (_request, response) => {
      held = response;
      tell();
    },
  });
  return {
    source: { name: "posts", type: "rss", urls: [server.url("/silent")] },
    settings: { network: { allow: [server.host] } },
    asked,
    answer: () => void held?.writeHead(503).end(),
  };
}

test("R9: a feed whose server does not answer keeps no pushed message waiting", async () => {
  const { source, settings, asked, answer } = await silentFeed();
  office.config = office.configured([{ name: "portal", type: "push" }, source], settings);
  await following(async ({ context, batches, push, next }) => {
    await asked;
    const taken = next("portal");
    await push(lamp);
    expect((await taken).counts.new).toBe(1);
    expect((await context.store.find({ text: "路灯坏了" })).total).toBe(1);
    // The feed is still being waited for.
    expect(batches.map((batch) => batch.source)).toEqual(["portal"]);
    answer();
  });
});

test("nor does it where a run of a schedule asks it", async () => {
  const { source, settings, asked, answer } = await silentFeed();
  office.config = office.configured([{ name: "portal", type: "push" }, source], settings);
  const exclusive = new Exclusive();
  await following(
    async ({ context, follower, push, next }) => {
      const first = next("portal");
      await push(lamp);
      await first;
      const read: string[] = [];
      const job = exclusive.run(() =>
        run(context, {
          job: "collect",
          trigger: "schedule",
          sources: ["posts"],
          between: follower.between,
          onBatch: (batch) => read.push(batch.source),
        }),
      );
      await asked;
      const taken = next("portal");
      await push({ ...lamp, id: "P2" });
      expect((await taken).counts.new).toBe(1);
      expect(read).toEqual([]);
      answer();
      expect((await job).status).toBe("done");
      expect(read).toEqual(["posts"]);
    },
    { exclusive, sources: ["portal"] },
  );
});

test("a run of a schedule and following never work at once, and pushed messages go on meanwhile", async () => {
  const exclusive = new Exclusive();
  await following(
    async ({ context, follower, push, next }) => {
      const first = next("portal");
      await push(lamp);
      await first;
      let release = () => {};
      const floor = new Promise<void>((resolve) => {
        release = resolve;
      });
      const begun = new Promise<void>((resolve) => {
        void exclusive.run(async () => {
          resolve();
          await floor;
        });
      });
      await begun;
      const taken = next("portal");
      await push({ ...lamp, id: "P2" });
      // As a run does after each of its batches.
      const pending = () => context.state.inbox.pending("portal").count;
      await expect.poll(() => follower.between().then(pending)).toBe(0);
      expect((await taken).counts.new).toBe(1);
      release();
    },
    { exclusive },
  );
});

test("at midnight of the office one record is closed and the next is opened", async () => {
  await following(async ({ context, push, next }) => {
    let taken = next("portal");
    await push(lamp);
    await taken;
    office.clock.moveTo(Date.parse("2026-11-09T16:00:01Z"));
    taken = next("portal");
    await push({ ...lamp, id: "P2" });
    await taken;
    const runs = context.state.runs.list();
    expect(runs.map(({ status, counts }) => [status, counts.in])).toEqual([
      ["running", 1],
      ["done", 1],
    ]);
  });
});

test("R9: while the store cannot be written messages stay in the inbox; told once, then it goes on by itself", async () => {
  const told: string[] = [];
  const back: string[] = [];
  let down = (_error: MinyiError) => {};
  let up = () => {};
  const troubled = new Promise<MinyiError>((resolve) => {
    down = resolve;
  });
  const recovered = new Promise<void>((resolve) => {
    up = resolve;
  });
  await following(
    async ({ context, push, next }) => {
      const other = openDatabase(office.config.store.path, { durable: false });
      other.exec("BEGIN IMMEDIATE");
      await push(lamp);
      expect((await troubled).what.zh).toContain("正被另一个进程写入");
      expect(context.state.inbox.pending("portal").count).toBe(1);
      const taken = next("portal");
      other.exec("ROLLBACK");
      other.close();
      expect((await taken).counts.new).toBe(1);
      await recovered;
      expect([told, back]).toEqual([["everything"], ["everything"]]);
      expect(context.state.inbox.pending("portal").count).toBe(0);
    },
    {
      onTrouble: (error, source = "everything") => {
        told.push(source);
        down(error);
      },
      onBack: (source = "everything") => {
        back.push(source);
        up();
      },
    },
  );
});

test("a folder that is gone is told and does not stop the others", async () => {
  rmSync(`${office.folder}/inbox`, { recursive: true });
  let tell = (_source: string) => {};
  const told = new Promise<string>((resolve) => {
    tell = resolve;
  });
  await following(
    async ({ push, next }) => {
      expect(await told).toBe("board");
      const taken = next("portal");
      await push(lamp);
      await taken;
    },
    { onReject: ({ source }) => tell(source), onTrouble: (_error, source) => tell(source ?? "everything") },
  );
});
