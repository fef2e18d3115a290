import { expect, test } from "vitest";
import { type ReplayOptions, replay } from "../../../alerts/evaluate/replay.js";
import type { Store } from "../../../core/store.js";
import { temporaryStores } from "../../store/sqlite/fixture.js";
import { at, calendar, daily, fill, messages, rulesOf, zone } from "./town.js";

const stores = temporaryStores(async () => (await import("../../../store/sqlite/store.js")).openSqliteStore);
const open = () => stores.open(stores.path());
const east = { district: "城东区" };

function november(store: Store): ReplayOptions {
  return { store, calendar, zone, from: at("2026-11-01 00:00"), to: at("2026-11-11 00:00"), issues: [] };
}

test("says when a rule would have fired, for how long, and whether long enough", async () => {
  const store = await open();
  const counts = [2, 12, 3, 3, 11, 25, 12, 3, 3, 3];
  await fill(
    store,
    counts.flatMap((n, i) => messages(`2026-11-${String(i + 1).padStart(2, "0")}`, n, east)),
  );
  const [rule] = rulesOf(`
  - id: many
    level: yellow
    groupBy: [area]
    for: { days: 2 }
    when: { threshold: { above: 10 } }
    levels: [{ level: red, when: { threshold: { above: 20 } } }]
`);
  const { episodes, windows } = await replay(rule!, november(store));
  expect(windows).toBe(10);
  expect(
    episodes.map(({ level, from, windows: n, told }) => [level, zone.minuteText(Date.parse(from)), n, told]),
  ).toEqual([
    ["yellow", "2026-11-03 00:00", 1, false],
    ["red", "2026-11-06 00:00", 3, true],
  ]);
  expect(episodes[0]?.why.zh).toBe("城东区：11月2日收到 12 件，达到规则的 10");
});

test("a window is judged by what was known at its end, not by what came after", async () => {
  const store = await open();
  await fill(store, [...daily("2026-11-05", 60, 10, east), ...daily("2026-11-11", 6, 40, east)]);
  const [rule] = rulesOf("\n  - { id: change, level: red, groupBy: [area], when: { change: { factor: 3 } } }\n");
  const { episodes } = await replay(rule!, november(store));
  expect(episodes.map(({ from }) => zone.minuteText(Date.parse(from)))).toEqual(["2026-11-06 00:00"]);
});

test("hysteresis: an alert goes on until the figure is back below where it ends", async () => {
  const store = await open();
  await fill(
    store,
    [10, 8, 6, 10].flatMap((n, i) => messages(`2026-11-0${i + 1}`, n, east)),
  );
  const [rule] = rulesOf("\n  - { id: many, level: red, when: { threshold: { above: 10, clearBelow: 7 } } }\n");
  const { episodes } = await replay(rule!, november(store));
  expect(episodes.map(({ windows }) => windows)).toEqual([2, 1]);
});

test("what the past does not tell is said", async () => {
  const store = await open();
  const [rule] = rulesOf("\n  - { id: w, level: red, when: { keyword: { any: [塌方, 滑坡] } } }\n");
  const { cannotKnow } = await replay(rule!, november(store));
  expect(cannotKnow.map(({ zh }) => zh.slice(0, 8))).toEqual([
    "当时的认领、静默",
    "当时数据何时到齐",
    "消息按现在的分类",
    "件数、词语、单条",
    "一条消息里有几个",
  ]);
  const [heat] = rulesOf("\n  - { id: h, level: red, when: { heat: { above: 70 } } }\n");
  expect((await replay(heat!, november(store))).cannotKnow[0]?.zh).toMatch(/热度没有保存/);
});
