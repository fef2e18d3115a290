import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { openFile, openLines } from "../../connectors/open-file.js";
import { clock, folderWith, readAll, texts } from "./helpers.js";

const options = { timezone: "Asia/Shanghai", clock };
const withDefault = { ...options, defaultCreatedAt: "2025-12-31T16:00:00.000Z" };

async function* stream(...parts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part as string);
}

async function linesOf(path: string, stdin?: AsyncIterable<Buffer>): Promise<string[]> {
  const lines: string[] = [];
  for await (const some of openLines(path, stdin ? { stdin } : {})) lines.push(...some.map(({ text }) => text));
  return lines;
}

describe("one file, without a configured source", () => {
  test("without a time column the default time is taken; a row with a bad time is still a reject", async () => {
    const folder = folderWith({ "a.csv": "id,text\n7,停水\n", "b.csv": "id,text,time\n1,停水,\n2,停电,2999-01-01\n" });
    const a = await readAll(openFile(join(folder, "a.csv"), withDefault));
    expect(a.items).toEqual([
      {
        row: 1,
        item: {
          source: "file",
          externalId: "7",
          channel: "other",
          kind: "unverified",
          text: "停水",
          createdAt: "2025-12-31T16:00:00.000Z",
        },
      },
    ]);
    const b = await readAll(openFile(join(folder, "b.csv"), withDefault));
    expect(b.items.map(({ item }) => item.createdAt)).toEqual(["2025-12-31T16:00:00.000Z"]);
    expect(b.rejects.map((r) => [r.row, r.field])).toEqual([[2, "time"]]);
  });

  test("without a default a file needs a time column", async () => {
    const folder = folderWith({ "a.csv": "id,text\n7,停水\n" });
    const { rejects } = await readAll(openFile(join(folder, "a.csv"), options));
    expect(rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, expect.stringContaining("找不到时间（createdAt）列")],
    ]);
  });

  test("columns are mapped by the command line's map", async () => {
    const folder = folderWith({ "a.csv": "x,y\n7,停水\n" });
    const outcome = await readAll(openFile(join(folder, "a.csv"), { ...withDefault, map: { id: "x", text: "y" } }));
    expect(outcome.items.map(({ item }) => [item.externalId, item.text])).toEqual([["7", "停水"]]);
  });

  test("plain text is one message a line; rows are lines", async () => {
    const folder = folderWith({ "a.txt": iconv.encode("停水三天\r\n\r\n𠮷祥里停电\n", "gb18030") });
    const { items } = await readAll(openFile(join(folder, "a.txt"), withDefault));
    expect(items.map(({ row, item }) => [row, item.text, item.externalId])).toEqual([
      [1, "停水三天", undefined],
      [3, "𠮷祥里停电", undefined],
    ]);
  });

  test.each([
    ["CSV in small pieces", ["id,te", "xt\n1,停", "水\n2,停电", "\n"]],
    ["JSONL", ['{"id":1,"text":"停水"}\n{"id":2,', '"text":"停电"}']],
    ["a JSON array", ['[{"id":1,"text":"停水"},', '{"id":2,"text":"停电"}]']],
    ["packed CSV", [gzipSync("id,text\n1,停水\n2,停电\n")]],
    ["GB18030", [iconv.encode("编号,内容\n1,停水\n2,停电\n", "gb18030")]],
  ])("standard input is recognised by what it holds: %s", async (_, parts) => {
    const outcome = await readAll(openFile("-", { ...withDefault, stdin: stream(...parts) }));
    expect(texts(outcome)).toEqual(["停水", "停电"]);
    expect(outcome.rejects).toEqual([]);
    expect(outcome.batches.map((b) => b.input)).toEqual(["-"]);
  });

  test("records of standard input are given as they come, not at its end", async () => {
    let sent = 0;
    async function* slow(): AsyncGenerator<Buffer> {
      for (const part of ["id,text\n", "1,a\n", "2,b\n", "3,c\n"]) {
        sent++;
        yield Buffer.from(part);
      }
    }
    const connector = openFile("-", { ...withDefault, batchSize: 1, stdin: slow() });
    const seen: number[] = [];
    for await (const batch of connector.read(new Map())) if (batch.items.length > 0) seen.push(sent);
    expect(seen[0]).toBeLessThan(4);
  });

  test("a pipe with a name is read as standard input is, once", async () => {
    const pipe = join(folderWith({}), "pipe");
    execFileSync("mkfifo", [pipe]);
    const writing = writeFile(pipe, "id,text\n1,停水\n");
    expect(texts(await readAll(openFile(pipe, withDefault)))).toEqual(["停水"]);
    await writing;
  });

  test("a name that tells nothing: the first bytes decide", async () => {
    const folder = folderWith({ data: '{"id":1,"text":"停水"}\n', "data.dat": "id,text\n1,停水\n" });
    expect(texts(await readAll(openFile(join(folder, "data"), withDefault)))).toEqual(["停水"]);
    expect(texts(await readAll(openFile(join(folder, "data.dat"), withDefault)))).toEqual(["停水"]);
  });
});

describe("lines exactly as they are", () => {
  test("empty lines stay, line ends go, the last line need not end", async () => {
    const folder = folderWith({ "a.txt": " 停水 \n\n停电\r\n末行", "empty.txt": "" });
    expect(await linesOf(join(folder, "a.txt"))).toEqual([" 停水 ", "", "停电", "末行"]);
    expect(await linesOf(join(folder, "empty.txt"))).toEqual([]);
  });

  test("from standard input, line by line", async () => {
    expect(await linesOf("-", stream("停", "水\n\n", "停电\n"))).toEqual(["停水", "", "停电"]);
  });

  test("a file that does not exist, or is no text, is an error", async () => {
    await expect(linesOf("/nowhere")).rejects.toMatchObject({ what: { zh: "找不到文件或文件夹:/nowhere" } });
    const folder = folderWith({ "a.txt": Buffer.from("PK\x03\x04....", "latin1") });
    await expect(linesOf(join(folder, "a.txt"))).rejects.toMatchObject({
      what: { zh: "这是 xlsx 或 zip 文件，不是文本" },
    });
  });
});
