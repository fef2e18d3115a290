import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { document } from "../../contract/store-documents.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);
const BATCH = 200;
const BATCHES = 60;

test("several processes read beside the one that writes, each a whole state of the store", async () => {
  const path = stores.path();
  const store = await stores.open(path);
  await store.put([]);
  const script = join(import.meta.dirname, "reader.ts");
  const readers = [1, 2].map(() =>
    spawn(process.execPath, ["--import", "tsx", script, path, String(BATCH * BATCHES)], {
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const outputs = readers.map(async (reader) => {
    let output = "";
    reader.stdout.on("data", (data) => {
      output += data;
    });
    const [code] = (await once(reader, "close")) as [number];
    return { code, reads: Number(output.split("\n")[1]) };
  });
  await Promise.all(readers.map((reader) => once(reader.stdout, "data")));
  for (let batch = 0; batch < BATCHES; batch++) {
    await store.put(
      Array.from({ length: BATCH }, (_, i) =>
        i % 2 === 0
          ? document({ id: `${batch}-${i}`, topic: ["噪声"], text: "夜间噪音扰民" })
          : document({ id: `${batch}-${i}`, topic: ["污水"], text: "污水横流" }),
      ),
    );
    await new Promise(setImmediate);
  }
  for (const { code, reads } of await Promise.all(outputs)) {
    expect(code).toBe(0);
    expect(reads).toBeGreaterThan(0);
  }
});
