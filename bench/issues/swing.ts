import { MATTER_SETTINGS, type MatterSettings } from "../../trends/issues/engine/settings.js";

/** A step of a setting; the swing is measured one and two of them to either side. */
export const STEP = 0.025;

export interface Variation {
  setting: keyof MatterSettings;
  /** −2, −1, 1 or 2 steps from the default. */
  steps: number;
  settings: MatterSettings;
}

/** Every setting that is a share, moved by itself; never below 0. What counts messages is no share. */
export function variations(defaults: MatterSettings = MATTER_SETTINGS): Variation[] {
  const shares = (Object.keys(defaults) as (keyof MatterSettings)[]).filter(
    (name) => !Number.isInteger(defaults[name]),
  );
  return shares.flatMap((setting) =>
    [-2, -1, 1, 2].flatMap((steps) => {
      const value = Math.round((defaults[setting] + steps * STEP) * 1000) / 1000;
      return value < 0 ? [] : [{ setting, steps, settings: { ...defaults, [setting]: value } }];
    }),
  );
}

/** How far a figure moves, within one step and within two. */
export interface Swing {
  setting: keyof MatterSettings;
  one: number;
  two: number;
}

/** The greatest distance from the figure of the defaults, setting by setting. */
export function swings(figure: number, varied: readonly { variation: Variation; figure: number }[]): Swing[] {
  const all = new Map<keyof MatterSettings, Swing>();
  for (const { variation, figure: other } of varied) {
    const swing = all.get(variation.setting) ?? { setting: variation.setting, one: 0, two: 0 };
    all.set(variation.setting, swing);
    const distance = Math.abs(other - figure);
    if (Math.abs(variation.steps) === 1) swing.one = Math.max(swing.one, distance);
    swing.two = Math.max(swing.two, distance);
  }
  return [...all.values()];
}
