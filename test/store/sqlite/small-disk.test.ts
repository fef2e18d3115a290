import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DependencyError } from "../../../core/errors.js";
import type { Store } from "../../../core/store.js";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { document } from "../../contract/store-documents.js";

const OPTIONS = { timezone: "Asia/Shanghai" };

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "minyi-mount-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
  if (status === 0) execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true });
  return status === 0;
}

const batch = (n: number) =>
  Array.from({ length: 100 }, (_, i) => document({ id: `d${n}-${i}`, text: `第${n}批${i}条，噪音扰民，请处理` }));

describe.runIf(canMount())("on a real disk of six megabytes (needs the right to mount one)", () => {
  let folder: string;
  let store: Store;
  const remount = (option: string) => execFileSync("mount", ["-o", `remount,${option}`, folder]);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "minyi-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", folder]);
    store = openSqliteStore(join(folder, "store.db"), OPTIONS);
  });
  afterEach(async () => {
    await store.close().catch(() => undefined); // the log of a full disk cannot be written back
    execFileSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true });
  });

  async function fill(from: number): Promise<number> {
    for (let n = from; n < from + 400; n++) {
      try {
        await store.put(batch(n));
      } catch (error) {
        expect(error).toBeInstanceOf(DependencyError);
        return n;
      }
    }
    throw new Error("the disk was never full");
  }

  test("R10: what was acknowledged before the disk was full is there, all else is not; with more space it goes on", async () => {
    const failed = await fill(0);
    expect(failed).toBeGreaterThan(0);
    expect((await store.count({}))[0]?.n).toBe(failed * 100);
    expect((await store.find({ text: `第${failed}批` })).total).toBe(0);
    remount("size=64m");
    for (let n = failed; n < failed + 20; n++) await store.put(batch(n));
    const checksum = await store.checksum();
    await store.close();
    store = openSqliteStore(join(folder, "store.db"), OPTIONS);
    expect(await store.checksum()).toEqual(checksum);
    expect(checksum.documents).toBe((failed + 20) * 100);
    expect((await store.find({ text: "噪音扰民" })).total).toBe(checksum.documents);
  });

  test("R10: a store on a read-only disk is not opened for writing, and the message says why", async () => {
    await store.put(batch(0));
    const view = join(folder, "view");
    mkdirSync(view);
    execFileSync("mount", ["--bind", folder, view]);
    try {
      execFileSync("mount", ["-o", "remount,bind,ro", view]);
      const error = failure(() => openSqliteStore(join(view, "store.db"), OPTIONS));
      expect(error).toBeInstanceOf(DependencyError);
      expect((error as DependencyError).what.zh).toContain("只读");
      expect((await store.count({}))[0]?.n).toBe(100);
    } finally {
      execFileSync("umount", ["-l", view]);
    }
  });
});

function failure(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
