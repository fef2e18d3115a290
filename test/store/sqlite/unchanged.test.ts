import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { document } from "../../contract/store-documents.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);
const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

test("R11: documents that are there already leave the file as it is, to the byte", async () => {
  const path = stores.path();
  const documents = Array.from({ length: 3000 }, (_, i) => document({ id: `d${i}` }));
  let store = await stores.open(path);
  await store.put(documents);
  await store.close();
  const before = hash(path);
  store = await stores.open(path);
  const results = await store.put(documents.map((d) => ({ ...d, revision: 2 })));
  expect(results.every(({ outcome }) => outcome === "unchanged")).toBe(true);
  await store.close();
  expect(hash(path)).toBe(before);
  expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
});
