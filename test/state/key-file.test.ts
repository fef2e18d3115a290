import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FixedClock } from "../../core/clock.js";
import { MinyiError } from "../../core/errors.js";
import { createKey, fingerprint, readKey } from "../../state/key-file.js";
import { openState } from "../../state/state.js";
import { NOW, temporaryFolder, temporaryState } from "./fixture.js";

const folder = temporaryFolder();
const open = temporaryState();

function failure(work: () => unknown): MinyiError {
  try {
    work();
  } catch (error) {
    if (error instanceof MinyiError) return error;
    throw error;
  }
  throw new Error("did not fail");
}

test("a key file holds two keys of 32 bytes, for its owner alone, and is never overwritten", () => {
  const path = join(folder(), "new", "minyi.key");
  const keys = createKey(path);
  expect(keys.author).toHaveLength(32);
  expect(keys.rejects).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readKey(path)).toEqual(keys);
  expect(failure(() => createKey(path)).what.zh).toContain("已存在");
  expect(readKey(path)).toEqual(keys);
});

test("every key file is another one, and the fingerprint tells them apart", () => {
  const [a, b] = [createKey(join(folder(), "a")), createKey(join(folder(), "b"))];
  expect(fingerprint(a)).not.toBe(fingerprint(b));
  expect(fingerprint(a)).toMatch(/^[0-9a-f]{16}$/);
});

test("a key file that others may read is refused with the command that helps", () => {
  const path = join(folder(), "minyi.key");
  createKey(path);
  for (const mode of [0o640, 0o604, 0o644]) {
    chmodSync(path, mode);
    expect(failure(() => readKey(path)).fix?.zh).toBe(`运行 chmod 600 ${path}`);
  }
});

test("a cut key file is refused", () => {
  const path = join(folder(), "minyi.key");
  createKey(path);
  writeFileSync(path, readFileSync(path).subarray(0, 60));
  expect(failure(() => readKey(path)).what.en).toContain("not a whole minyi key file");
});

test("a new state makes its key file", () => {
  const { keyPath, state } = open();
  expect(readKey(keyPath)).toEqual(state.keys);
});

const reject = { source: "s", input: "i", row: 1, reason: { zh: "坏", en: "bad" }, raw: Buffer.from("x") };

test("a state with encrypted rows does not open without its key, nor with another; with it, it does", () => {
  const { state, path, keyPath } = open();
  state.rejects.add([reject], 1);
  state.close();
  const original = readFileSync(keyPath);
  const reopen = () => openState(path, { clock: new FixedClock(NOW), keyPath });
  rmSync(keyPath);
  const missing = failure(reopen);
  expect(missing.what.zh).toContain("不见了");
  expect(missing.fix?.zh).toContain("从备份恢复");
  expect(existsSync(keyPath)).toBe(false);
  createKey(keyPath);
  expect(failure(reopen).what.en).toContain("is not the one");
  writeFileSync(keyPath, original);
  const again = reopen();
  expect(again.rejects.get(again.rejects.list()[0]?.id as string)?.raw).toEqual(reject.raw);
  again.close();
});

test("a state in which nothing was made with a key takes a new one", () => {
  const { state, keyPath, reopen } = open();
  const before = state.keys;
  rmSync(keyPath);
  const again = reopen();
  expect(again.keys).not.toEqual(before);
  expect(readKey(keyPath)).toEqual(again.keys);
});
