import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import { documentId } from "../../core/ids.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";
import { removeIndices, uniquePrefix } from "../services/prefix.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());

const index = uniquePrefix("not-taken");
let office: Office;
beforeEach(() => {
  const store = { type: "elasticsearch", node: [inject("elasticsearch")], index };
  office = new Office([{ name: "board", type: "folder", path: "inbox", channel: "board" }], { store });
});
afterEach(async () => {
  office.close();
  await removeIndices(inject("elasticsearch"), index);
});

test("R8: a message that the store cannot take is a reject with its reason; the others of its batch go in", async () => {
  office.file("inbox/a.csv", [
    "留言编号,留言主题,留言时间,留言详情",
    "1,搅拌站扰民,2026-11-02 08:10:00,清澜苑旁边的搅拌站整夜生产",
    "2,电梯坏了,2026-10-03 09:00:00,锦绣里三栋的电梯坏了半个月",
  ]);
  // Somebody made October's index by hand, with another idea of a hash.
  const mappings = { properties: { hash: { type: "integer" } } };
  const aliases = { [index]: {}, [`${index}-write-2026.10`]: { is_write_index: true } };
  await fetch(`${inject("elasticsearch")}/${index}-2026.10`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mappings, aliases }),
  });

  const { manifest, rejects } = await office.run(runner);

  expect(manifest.counts).toMatchObject({ in: 2, new: 1, rejected: 1 });
  expect(rejects.map(({ row, field, reason }) => [row, field, reason.zh])).toEqual([
    [2, "text", "Elasticsearch 不接受这条文档（document_parsing_exception，字段 hash）"],
  ]);
  await office.with(runner, async (context) => {
    expect(await context.store.size()).toBe(1);
    const [open] = context.state.rejects.list();
    const { raw } = context.state.rejects.get(open?.id as string) ?? {};
    expect(JSON.parse(Buffer.from(raw ?? []).toString())).toMatchObject({ externalId: "2", title: "电梯坏了" });
    // State remembers only the message that the store holds: sent again, the other one is new.
    for await (const [document] of context.store.scan()) {
      const ids = [document?.id as string, documentId("board", "2", () => "")];
      expect([...context.state.signatures.byIds(ids).keys()]).toEqual([document?.id]);
    }
  });
});
