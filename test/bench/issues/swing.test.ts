import { expect, test } from "vitest";
import { swings, variations } from "../../../bench/issues/swing.js";
import { MATTER_SETTINGS } from "../../../trends/issues/engine/settings.js";

test("every share is moved one and two steps to either side, by itself; the least number of messages is left alone", () => {
  const all = variations();
  expect(all.length).toBeGreaterThan(8);
  expect(all.some(({ setting }) => setting === "least")).toBe(false);
  for (const { setting, steps, settings } of all) {
    expect(settings[setting]).toBeCloseTo(MATTER_SETTINGS[setting] + steps * 0.025, 9);
    expect({ ...settings, [setting]: MATTER_SETTINGS[setting] }).toEqual(MATTER_SETTINGS);
  }
});

test("no share goes below 0", () => {
  const low = variations({ ...MATTER_SETTINGS, threshold: 0.03 }).filter(({ setting }) => setting === "threshold");
  expect(low.map(({ steps }) => steps)).toEqual([-1, 1, 2]);
});

test("the swing is the greatest distance, in either direction; two steps take in one", () => {
  const at = (steps: number, figure: number) => ({
    variation: { setting: "threshold" as const, steps, settings: MATTER_SETTINGS },
    figure,
  });
  const [swing] = swings(0.9, [at(-2, 0.91), at(-1, 0.84), at(1, 0.92), at(2, 0.89)]);
  expect(swing!.setting).toBe("threshold");
  expect(swing!.one).toBeCloseTo(0.06);
  expect(swing!.two).toBeCloseTo(0.06);
});
