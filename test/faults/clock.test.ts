import { afterAll, beforeAll, expect, test } from "vitest";
import { FixedClock } from "../../core/clock.js";
import type { Runner } from "../../core/runner.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import type { Manifest } from "../../state/runs.js";
import { Office } from "../helpers/office.js";
import { invent } from "./messages.js";

/** Clocks that are wrong. What is stored depends on what the messages say, not on when they are read. */
const HOUR = 3_600_000;
const MORNING = Date.parse("2026-11-09T02:00:00Z");
const tickets = invent(2000, 12);
let runner: Runner;
let expected: { documents: number; checksum: string };

beforeAll(async () => {
  const office = new Office([]);
  runner = new InlineRunner(office.config);
  office.close();
  expected = (await read(new FixedClock(MORNING))).outcome;
  expect(expected.documents).toBe(2000);
});
afterAll(() => runner.close());

/** Reads the messages in two runs under a clock that may do something between any two looks at it. */
async function read(clock: FixedClock, between: () => void = () => undefined) {
  const office = new Office([{ name: "hotline", type: "folder", path: "in", map: { author: "来电人" } }]);
  try {
    office.config = office.configured(
      office.config.sources.map((source) => ({ ...source, path: `${office.folder}/in` })),
    );
    Object.assign(office, { clock });
    const lines = tickets.trimEnd().split("\n");
    const [head = "", ...rows] = lines;
    const manifests: Manifest[] = [];
    for (const [name, from, to] of [
      ["1.csv", 0, 1000],
      ["2.csv", 1000, 2000],
    ] as const) {
      office.file(`in/${name}`, [head, ...rows.slice(from, to)]);
      manifests.push((await office.run(runner)).manifest);
      between();
    }
    const outcome = await office.with(runner, ({ store }) => store.checksum());
    const runs = await office.with(runner, async ({ state }) => state.runs.list().map(({ status }) => status));
    return { outcome, manifests, runs };
  } finally {
    office.close();
  }
}

test("R13: the clock is set back an hour between two runs: the same documents, both runs done", async () => {
  const clock = new FixedClock(MORNING);
  const { outcome, manifests, runs } = await read(clock, () => clock.advance(-HOUR));
  expect(outcome).toEqual(expected);
  expect(runs).toEqual(["done", "done"]);
  expect(manifests.map(({ counts }) => counts.new)).toEqual([1000, 1000]);
  expect(manifests[1]!.startedAt).toBe(MORNING - HOUR);
});

test("R13: the clock is set back an hour in the middle of a run: the same documents, the run done", async () => {
  const jumping = new JumpingClock(MORNING, 5, -HOUR);
  const { outcome, runs } = await read(jumping);
  expect(jumping.jumped).toBe(true);
  expect(outcome).toEqual(expected);
  expect(runs).toEqual(["done", "done"]);
});

test.each([
  ["a day ahead", 24 * HOUR],
  ["a day behind", -24 * HOUR],
])("R13: the clock jumps %s and back: the same documents", async (_name, jump) => {
  const clock = new FixedClock(MORNING + jump);
  const { outcome, runs } = await read(clock, () => clock.moveTo(MORNING));
  expect(outcome).toEqual(expected);
  expect(runs).toEqual(["done", "done"]);
});

/** Goes on by a second at every look, and jumps at one of them. */
class JumpingClock extends FixedClock {
  jumped = false;
  private looks = 0;

  constructor(
    at: number,
    private readonly after: number,
    private readonly by: number,
  ) {
    super(at);
  }

  override now(): number {
    this.advance(1000);
    this.looks++;
    if (this.looks === this.after) {
      this.jumped = true;
      this.advance(this.by);
    }
    return super.now();
  }
}
