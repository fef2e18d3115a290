import { expect, test } from "vitest";
import { openDatabaseFile } from "../../core/database-file.js";
import { DependencyError } from "../../core/errors.js";
import { Cursors } from "../../state/cursors.js";
import { StateDatabase } from "../../state/database.js";
import { STATE_FILE } from "../../state/kind.js";
import { Runs } from "../../state/runs.js";
import { NOW, temporaryFolder } from "./fixture.js";

const folder = temporaryFolder();

test("R10: a full disk undoes the whole transaction, says so with exit code 5, and leaves the state usable", () => {
  const path = `${folder()}/state.db`;
  const raw = openDatabaseFile(path, STATE_FILE, { durable: true });
  const database = new StateDatabase(raw, path, { now: () => NOW });
  const [cursors, runs] = [new Cursors(database), new Runs(database)];
  cursors.set("board", "a", { row: 1 });
  const pages = (raw.prepare("PRAGMA page_count").get() as { page_count: number }).page_count;
  raw.exec(`PRAGMA max_page_count = ${pages + 2}`);
  const write = () =>
    database.transaction(() => {
      cursors.set("board", "a", { row: 2 });
      for (let i = 0; i < 100; i++) cursors.set("board", `input ${i}`, { note: "x".repeat(500) });
    });
  expect(write).toThrow(DependencyError);
  expect(write).toThrow("磁盘已满");
  expect(cursors.get("board")).toEqual(new Map([["a", { row: 1 }]]));
  raw.exec("PRAGMA max_page_count = 1000000");
  write();
  expect(cursors.get("board").size).toBe(101);
  raw.exec("PRAGMA query_only = ON");
  expect(() => runs.finish(1, "done")).toThrow(DependencyError);
  raw.close();
});
