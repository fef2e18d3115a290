import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFiles } from "../../../analyzers/encoder/files.js";
import { ModelFileError } from "../../../analyzers/model-file-error.js";
import { MODEL, ModelFolder } from "./model-folder.js";

let folder: ModelFolder;
beforeEach(() => {
  folder = new ModelFolder();
});
afterEach(() => folder.remove());

function refused(): ModelFileError {
  try {
    openFiles(folder.path);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelFileError);
    return error as ModelFileError;
  }
  throw new Error("the folder was taken");
}

test("the shipped model is whole; its hash is that of heads.json, which names the others'", () => {
  const { hash, heads } = openFiles(folder.path);
  expect(hash).toMatch(/^[0-9a-f]{6}$/);
  expect(heads.labels.topic).toHaveLength(7);
  folder.changeHeads((heads) => {
    (heads.temperature as Record<string, number>).topic = 1.5;
  });
  expect(openFiles(folder.path).hash).not.toBe(hash);
});

test.each(["heads.json", "config.json", "tokenizer.json", MODEL])("R40: a folder without %s is refused", (name) => {
  rmSync(folder.file(name));
  expect(refused().what.zh).toBe(`模型文件 ${folder.file(name)} 不存在或无法读取`);
});

test.each(["heads.json", "config.json", "tokenizer.json", MODEL])("R40: %s cut off anywhere is refused", (name) => {
  folder.change(name, (bytes) => bytes.subarray(0, bytes.length >> 1));
  expect(refused().what.en).toContain(folder.file(name));
  folder.change(name, () => Buffer.alloc(0));
  refused();
});

test.each(["config.json", "tokenizer.json", MODEL])("R40: one flipped bit in %s is found", (name) => {
  folder.change(name, (bytes) => {
    const at = Math.floor(bytes.length / 3);
    bytes[at] = (bytes[at] as number) ^ 4;
    return bytes;
  });
  const { what, fix } = refused();
  expect(what.zh).toContain("校验值");
  expect(fix?.zh).toContain("重新安装");
});

test("R40: labels in another order are refused, with the task's name and what is expected", () => {
  folder.changeHeads(({ labels }) => labels.civic?.reverse());
  expect(refused().what.zh).toContain("的 labels.civic 不是本程序所需：expected negative neutral positive");
});

test("R40: a label twice, a missing task, a temperature of nothing are refused", () => {
  for (const change of [
    ({ labels }: { labels: Record<string, string[]> }) => {
      labels.topic = ["交通运输", "交通运输"];
    },
    ({ labels }: { labels: Record<string, string[]> }) => delete labels.severity,
    (heads: Record<string, unknown>) => {
      (heads.temperature as Record<string, number>).demand = 0;
    },
  ]) {
    folder.remove();
    folder = new ModelFolder();
    folder.changeHeads(change);
    refused();
  }
});

test("files are named below the folder only", () => {
  folder.changeHeads(({ files }) => {
    files["../../etc/passwd"] = "0".repeat(64);
  });
  refused();
});
