import { describe, expect, test } from "vitest";
import { evaluate } from "../../../alerts/evaluate/evaluate.js";
import { syntheticDocuments } from "../../../bench/store/documents.js";
import type { Store } from "../../../core/store.js";
import { temporaryElasticStores } from "../../store/elasticsearch/fixture.js";
import { temporaryStores } from "../../store/sqlite/fixture.js";
import { evaluationCases } from "./evaluation-cases.js";
import { night, rulesOf } from "./town.js";

const elastic = temporaryElasticStores();
const sqlite = temporaryStores(async () => (await import("../../../store/sqlite/store.js")).openSqliteStore);

describe("on Elasticsearch", () => evaluationCases(() => elastic.open()));

const RULES = rulesOf(`
  - { id: burst, level: red, groupBy: [topic, area], least: 1, when: { burst: { chance: 0.1 } } }
  - { id: change, level: red, groupBy: [street], least: 2, when: { change: { factor: 1.5 } } }
  - { id: score, level: red, groupBy: [department], when: { threshold: { measure: meanScore, below: -0.3 } } }
  - { id: words, level: red, groupBy: [area, topic], when: { keyword: { any: [噪音, 垃圾, 物业] } } }
  - { id: grave, level: red, groupBy: [area], when: { severity: { atLeast: 2 } } }
  - { id: hours, level: red, groupBy: [source, demand], window: { hours: 12 }, when: { threshold: { above: 3 } } }
`);

test("both stores lead to the same verdicts, to the last digit", async () => {
  const stores: Store[] = [await elastic.open(), await sqlite.open(sqlite.path())];
  const documents = [...syntheticDocuments(8000, 30, 7, 100)];
  const answers = [];
  for (const store of stores) {
    for (let i = 0; i < documents.length; i += 2000) await store.put(documents.slice(i, i + 2000));
    const options = night(store, "2025-04-09");
    const watermarks = new Map(["board", "hotline"].map((source) => [source, options.now] as const));
    answers.push(await evaluate(RULES, { ...options, watermarks }));
  }
  const [first, second] = answers;
  expect(first?.verdicts.filter(({ state }) => state === "firing").length).toBeGreaterThan(20);
  expect(first).toEqual(second);
});
