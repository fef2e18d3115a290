import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { Store } from "../../../core/store.js";

type Open = (path: string, options: { timezone: string; readOnly?: boolean }) => Store;

/** Paths in folders that are gone after the test; stores opened through it are closed first. */
export function temporaryStores(open: () => Promise<Open>): {
  path(): string;
  open(path: string, options?: { timezone?: string; readOnly?: boolean }): Promise<Store>;
} {
  const folders: string[] = [];
  const stores: Store[] = [];
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return {
    path: () => {
      const folder = mkdtempSync(join(tmpdir(), "minyi-store-"));
      folders.push(folder);
      return join(folder, "store.db");
    },
    open: async (path, options = {}) => {
      const store = (await open())(path, { timezone: "Asia/Shanghai", ...options });
      stores.push(store);
      return store;
    },
  };
}
