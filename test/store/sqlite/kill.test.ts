import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);

/** Starts the writer, kills it some milliseconds after its n-th put, and gives the number of acknowledged puts. */
async function killedAfter(path: string, from: number, puts: number, delay: number): Promise<number> {
  const script = join(import.meta.dirname, "writer.ts");
  const writer = spawn(process.execPath, ["--import", "tsx", script, path, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  writer.stdout.on("data", (data) => {
    const before = output.split("\n").length - 1;
    output += data;
    if (before < puts && output.split("\n").length - 1 >= puts) setTimeout(() => writer.kill("SIGKILL"), delay);
  });
  await once(writer, "close");
  return Number(output.trim().split("\n").at(-1));
}

test("R1: a writer killed at any moment leaves whole puts, and every acknowledged one", async () => {
  const path = stores.path();
  let written = 0;
  for (const delay of [0, 3, 7]) {
    const acknowledged = await killedAfter(path, written, 5, delay);
    expect(acknowledged).toBeGreaterThanOrEqual(written + 5);
    const store = await stores.open(path);
    const { documents } = await store.checksum();
    // The last put may have been committed just before it could be acknowledged.
    expect([acknowledged * 100, (acknowledged + 1) * 100]).toContain(documents);
    written = documents / 100;
    expect((await store.count({ by: ["topic"] })).reduce((sum, row) => sum + row.n, 0)).toBe(documents);
    expect((await store.find({ text: "噪音" })).total).toBe(documents);
    expect((await store.find({ text: `第${written}批` })).total).toBe(0);
    await store.close();
  }
});
