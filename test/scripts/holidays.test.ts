import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { shipped } from "../../core/paths.js";
import { holidaysText, type Source } from "../../scripts/holidays-text.js";

const require = createRequire(import.meta.url);

function installed<T>(name: string): T {
  return JSON.parse(readFileSync(require.resolve(`chinese-days/${name}`), "utf8")) as T;
}

test("config/holidays.yaml is what scripts/holidays.ts makes of the installed package", () => {
  const { version } = installed<{ version: string }>("package.json");
  expect(readFileSync(shipped("config", "holidays.yaml"), "utf8")).toBe(
    holidaysText(installed<Source>("dist/chinese-days.json"), version),
  );
});

test("days in a row are one stretch, named by the festival that has most of them; 元旦 goes to the new year", () => {
  const text = holidaysText(
    {
      holidays: {
        "2017-12-31": "New Year's Day,元旦,1",
        "2018-01-01": "New Year's Day,元旦,1",
        "2018-10-01": "National Day,国庆节,3",
        "2018-10-03": "National Day,国庆节,3",
        "2018-10-02": "Mid-autumn Festival,中秋,1",
        "2018-06-15": "Dragon Boat Festival,端午,1", // Friday
        "2018-06-17": "Dragon Boat Festival,端午,1", // Sunday: the Saturday between is left out
      },
      workdays: { "2017-12-30": "New Year's Day,元旦,1", "2018-09-29": "National Day,国庆节,3" },
    },
    "0.0.0",
  );
  expect(text.slice(text.indexOf("\n2018"))).toBe(`
2018:
  holidays:
    元旦: 2017-12-31..2018-01-01
    端午节: 2018-06-15..2018-06-17
    国庆节、中秋节: 2018-10-01..2018-10-03
  workdays: [2017-12-30, 2018-09-29]
`);
});
