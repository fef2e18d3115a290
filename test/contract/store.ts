import { describe } from "vitest";
import type { Store } from "../../core/store.js";
import { calendarCases } from "./store-calendar.js";
import { contrastCases } from "./store-contrast.js";
import { countCases } from "./store-count.js";
import { findCases } from "./store-find.js";
import { highlightCases } from "./store-highlights.js";
import { limitCases } from "./store-limits.js";
import { propertyCases } from "./store-properties.js";
import { putCases } from "./store-put.js";
import { removeCases } from "./store-remove.js";
import { scanCases } from "./store-scan.js";
import { textCases } from "./store-text.js";

/** Opens a new, empty store that counts days in a zone. The factory sees to it that it is closed and removed again. */
export type OpenStore = (timezone?: string) => Promise<Store>;

/**
 * Everything that a store promises: one suite for every implementation.
 * @param share of the random cases that are tried, for engines that are slow to open
 */
export function describeStore(name: string, open: OpenStore, { share = 1 }: { share?: number } = {}): void {
  describe(`${name}: put and get`, () => putCases(open));
  describe(`${name}: find`, () => findCases(open));
  describe(`${name}: full text`, () => textCases(open));
  describe(`${name}: highlights`, () => highlightCases(open));
  describe(`${name}: count`, () => countCases(open));
  describe(`${name}: the calendar`, () => calendarCases(open));
  describe(`${name}: contrast`, () => contrastCases(open));
  describe(`${name}: scan and size`, () => scanCases(open));
  describe(`${name}: remove`, () => removeCases(open));
  describe(`${name}: limits`, () => limitCases(open));
  describe(`${name}: properties`, () => propertyCases(open, share));
}
