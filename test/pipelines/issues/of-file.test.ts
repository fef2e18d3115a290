import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../../config/load.js";
import { openFile } from "../../../connectors/open-file.js";
import { FixedClock } from "../../../core/clock.js";
import { Zone } from "../../../core/zone.js";
import { type FileIssues, issuesOfFile } from "../../../pipelines/issues/of-file.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { HEATING, MESSAGES, messagesCsv, PARKING, PLANT } from "../../cli/issue-messages.js";

const clock = new FixedClock(Date.parse("2026-12-01T00:00:00Z"));
const undated = new Date(clock.now()).toISOString();
let folder: string;
let runner: InlineRunner;
const { config } = loadConfig({ env: {}, cwd: tmpdir() });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-issues-"));
  runner = new InlineRunner(config);
});
afterAll(async () => {
  await runner.close();
  rmSync(folder, { recursive: true });
});

async function find(csv: string, range: { from?: string; to?: string } = {}): Promise<FileIssues> {
  const path = join(folder, "messages.csv");
  writeFileSync(path, csv);
  const connector = openFile(path, { timezone: config.timezone, clock, defaultCreatedAt: undated });
  return issuesOfFile(connector, runner, { config, zone: new Zone(config.timezone), undated, ...range });
}

const idOf = ([id]: readonly [string, ...unknown[]]) => id;
const idsIn = ({ issues }: FileIssues) => issues.map(({ messages }) => messages.map(({ externalId }) => externalId));

describe("the issues of one file", () => {
  test("each is of one of the three matters that several citizens write about, whatever the order of the rows", async () => {
    const result = await find(messagesCsv());
    expect(result).toMatchObject({ messages: 40, unreadable: 0, repeatedIds: 0 });
    expect(idsIn(result)).toEqual([PLANT, PARKING, HEATING].map((rows) => rows.map(idOf)));
    const backwards = await find(messagesCsv([...MESSAGES].reverse()));
    expect(backwards.issues.map(({ issue }) => issue)).toEqual(result.issues.map(({ issue }) => issue));
  });

  test("copies go where the first goes; a messenger with three of them is one citizen", async () => {
    const { issues } = await find(messagesCsv());
    const plant = issues.find(({ messages }) => messages.some(({ externalId }) => externalId === "0103"));
    expect(plant?.issue.stats).toMatchObject({ count: 8, citizens: 6, mostByOne: 3 });
    const copies = plant?.messages.filter(({ duplicateOf }) => duplicateOf !== undefined);
    expect(copies?.map(({ externalId }) => externalId)).toEqual(["0104", "0105"]);
    expect(plant?.issue.flags).toContain("repeat");
    expect(plant?.issue.title).toContain("碧桐苑");
  });

  test("are hottest first, their ids are their ranks, and the newest message is what they are measured at", async () => {
    const { issues, now } = await find(messagesCsv());
    expect(issues.map(({ issue }) => issue.id)).toEqual(issues.map((_, i) => String(i + 1)));
    const heats = issues.map(({ issue }) => issue.heat);
    expect(heats).toEqual([...heats].sort((a, b) => b - a));
    expect(new Date(now).toISOString()).toBe("2026-03-16T01:00:00.000Z");
    expect(issues.every(({ issue }) => issue.status !== "closed")).toBe(true);
  });

  test("are looked for within a time, its end excluded", async () => {
    // 2026-03-05 16:00 UTC is midnight in the office's zone: of the heating 0301 … 0304 lie before, 0305 behind.
    expect(await find(messagesCsv(HEATING), { to: "2026-03-05T16:00:00.000Z" })).toMatchObject({ messages: 4 });
    const late = await find(messagesCsv(HEATING), { from: "2026-03-05T16:00:00.000Z" });
    expect(late).toMatchObject({ messages: 1, issues: [] });
  });

  test("a record with the id of an earlier one is left out; one without a time counts as of the newest", async () => {
    const [first, ...rest] = HEATING;
    const again = [first![0], "某人", "别的事", "2026-03-20 09:00:00", "别的内容写在同一个编号下面。", 0] as const;
    const undatedRow = [
      "0399",
      "丙九",
      "青禾家园暖气还是不热",
      "",
      "青禾家园暖气片冰凉，供暖不达标，供热公司不来修。",
      0,
    ] as const;
    const result = await find(messagesCsv([first!, ...rest, again, undatedRow]));
    // The row without a time would else drag the file's end to the day on which it is read.
    expect(result).toMatchObject({ messages: 6, repeatedIds: 1 });
    expect(new Date(result.now).toISOString()).toBe("2026-03-05T22:50:00.000Z");
  });
});
