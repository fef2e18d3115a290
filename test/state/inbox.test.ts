import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { INBOX_INPUT } from "../../core/inbox.js";
import type { TakenItem } from "../../core/masked-item.js";
import { packageRoot } from "../../core/paths.js";
import { NOW, temporaryState } from "./fixture.js";

const open = temporaryState();

function message(id: string, text: string, authorKey?: string): TakenItem {
  const item = {
    id,
    source: "portal",
    channel: "board" as const,
    kind: "official" as const,
    text,
    createdAt: "2026-02-28T09:30:00.000Z",
  };
  return { item, hash: `hash of ${text}`, ...(authorKey !== undefined && { authorKey }) };
}

const lamp = message("a", "路灯坏了三天");
const noise = message("b", "工地夜里施工", "key of the author");

test("messages are read in order of arrival, as they were added, behind the number asked for", () => {
  const { state, reopen } = open();
  expect(state.inbox.add("portal", [lamp, noise])).toEqual(["accepted", "accepted"]);
  const read = reopen().inbox.read("portal", 0, 10);
  expect(read).toEqual([
    { ...lamp, number: 1, source: "portal", receivedAt: NOW },
    { ...noise, number: 2, source: "portal", receivedAt: NOW },
  ]);
  expect(
    reopen()
      .inbox.read("portal", 1, 10)
      .map(({ number }) => number),
  ).toEqual([2]);
  expect(
    reopen()
      .inbox.read("portal", 0, 1)
      .map(({ number }) => number),
  ).toEqual([1]);
  expect(reopen().inbox.read("another", 0, 10)).toEqual([]);
});

test("R11: the same content of an id is a duplicate, also within one delivery; other content is a correction", () => {
  const { state } = open();
  const mended = message("a", "路灯修好了");
  expect(state.inbox.add("portal", [lamp, lamp, mended])).toEqual(["accepted", "duplicate", "accepted"]);
  expect(state.inbox.add("portal", [mended])).toEqual(["duplicate"]);
  // What was true before is a correction again, not an old friend.
  expect(state.inbox.add("portal", [lamp])).toEqual(["accepted"]);
  expect(state.inbox.read("portal", 0, 10)).toHaveLength(3);
});

test("R11: what has left the inbox is still known by what was indexed", () => {
  const { state, clock } = open();
  state.inbox.add("portal", [lamp]);
  state.cursors.set("portal", INBOX_INPUT, { number: 1 });
  state.signatures.put([
    {
      id: "a",
      source: "portal",
      input: INBOX_INPUT,
      row: 1,
      createdAt: Date.parse(lamp.item.createdAt),
      signature: "",
      group: "a",
      hash: lamp.hash,
      bands: [],
    },
  ]);
  clock.advance(1);
  expect(state.inbox.expire(clock.now())).toBe(1);
  expect(state.inbox.add("portal", [lamp])).toEqual(["duplicate"]);
  expect(state.inbox.createdAt("a")).toBe("2026-02-28T09:30:00.000Z");
  expect(state.inbox.createdAt("b")).toBeUndefined();
});

test("pending counts what the cursor has not passed, and says since when the oldest waits", () => {
  const { state, clock } = open();
  expect(state.inbox.pending("portal")).toEqual({ count: 0 });
  state.inbox.add("portal", [lamp]);
  clock.advance(1000);
  state.inbox.add("portal", [noise]);
  state.inbox.add("another", [message("c", "别处的来件")]);
  expect(state.inbox.pending("portal")).toEqual({ count: 2, oldest: NOW });
  state.cursors.set("portal", INBOX_INPUT, { number: 1 });
  expect(state.inbox.pending("portal")).toEqual({ count: 1, oldest: NOW + 1000 });
});

test("expire drops what is old and read; what still waits is never dropped, however old", () => {
  const { state, clock } = open();
  state.inbox.add("portal", [lamp, noise]);
  state.inbox.add("another", [message("c", "别处的来件")]);
  state.cursors.set("portal", INBOX_INPUT, { number: 1 });
  expect(state.inbox.expire(NOW)).toBe(0);
  clock.advance(1);
  expect(state.inbox.expire(clock.now())).toBe(1);
  expect(state.inbox.read("portal", 0, 10).map(({ item }) => item.id)).toEqual(["b"]);
  expect(state.inbox.pending("another").count).toBe(1);
  // Numbers are not given again, so that a cursor never skips what comes after.
  state.cursors.set("portal", INBOX_INPUT, { number: 3 });
  state.inbox.expire(clock.now());
  state.inbox.add("portal", [message("d", "又一件")]);
  expect(state.inbox.read("portal", 3, 10).map(({ number }) => number)).toEqual([4]);
});

test("two processes add to one inbox at once: nothing is lost, nothing doubled", async () => {
  const { path, keyPath, state } = open();
  const child = join(packageRoot, "test/state/children/add-to-inbox.ts");
  const add = (name: string) =>
    promisify(execFile)(process.execPath, ["--import", "tsx", child, path, keyPath, name], { cwd: packageRoot });
  await Promise.all([add("one"), add("two")]);
  const ids = state.inbox.read("portal", 0, 1000).map(({ item }) => item.id);
  expect(new Set(ids).size).toBe(250);
  expect(ids).toHaveLength(250);
});
