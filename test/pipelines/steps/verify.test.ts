import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import { MinyiError } from "../../../core/errors.js";
import { run } from "../../../pipelines/run.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse(LEXICAL));
});
afterAll(() => runner.close());

let office: Office;
beforeEach(() => {
  office = new Office([{ name: "board", type: "folder", path: "inbox", channel: "board" }]);
  office.file("inbox/a.csv", [
    "留言编号,留言主题,留言时间,留言详情",
    "1,路灯不亮,2026-08-31 23:30:00,城北大道的路灯坏了三天，请派人修理",
    "2,电梯坏了,2026-09-01 00:30:00,锦绣里三栋的电梯坏了半个月，物业一直说在等配件",
    "3,感谢公交,2026-10-03 21:00:00,丢在公交车上的书包司机帮忙送回来了，非常感谢",
    "4,井盖丢失,2026-10-04 21:00:00,柳湾村村口的井盖不见了，很危险",
  ]);
});
afterEach(() => office.close());

const weekly = () => office.with(runner, (context) => run(context, { trigger: "test", job: "weekly" }));

test("documents that were lost behind state's back make the run fail, with the command that brings them back", async () => {
  await office.run(runner);
  const before = await office.with(runner, ({ store }) => store.checksum());
  await office.with(runner, ({ store }) => store.remove({ from: "2026-08-31T16:00:00Z", to: "2026-10-04T00:00:00Z" }));

  const error = await weekly().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MinyiError);
  const { what, exitCode } = error as MinyiError;
  expect(exitCode).toBe(1);
  expect(what.zh).toContain("库里少了 2 件来件");
  expect(what.zh).toContain("minyi run --since 2026-09-01");
  await office.with(runner, async ({ state }) => {
    const failed = state.runs.last();
    expect(failed).toMatchObject({ status: "failed", kind: "weekly" });
    expect(failed?.steps.map(({ name, status }) => [name, status])).toEqual([
      ["housekeeping", "done"],
      ["verify", "failed"],
    ]);
    expect(failed?.steps.at(-1)?.fault).toEqual(what);
  });

  const { manifest } = await office.run(runner, { since: "2026-08-31T16:00:00Z" });
  expect(manifest).toMatchObject({ status: "done", counts: { in: 3, new: 2, unchanged: 1 } });
  expect(await office.with(runner, ({ store }) => store.checksum())).toEqual(before);
  expect((await weekly()).status).toBe("done");
});

test("an empty office has lost nothing, and neither has one whose store is ahead of state after a crash", async () => {
  expect((await weekly()).status).toBe("done");
  await office.run(runner);
  await office.with(runner, async ({ state, store }) => {
    const { hits } = await store.find({});
    state.signatures.remove(hits.slice(0, 1).map(({ document }) => document.id));
  });
  expect((await weekly()).status).toBe("done");
});
