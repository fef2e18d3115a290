import { expect, test } from "vitest";
import { anonymisedStart, CAP, toSymbols } from "../../../analyzers/places/symbols.js";

function symbolsOf(text: string): string {
  const buffer = new Uint16Array(CAP);
  return String.fromCharCode(...buffer.slice(0, toSymbols(text, buffer)));
}

test.each([
  ["A市", 1, 0],
  ["在A3区", 3, 1],
  ["M10县", 3, 0],
  ["KTV区", 3, -1],
  ["3区", 1, -1],
  ["A123区", 4, -1],
  ["西湖区", 2, -1],
])("an anonymised division in %s", (text, last, start) => {
  expect(anonymisedStart(text, last)).toBe(start);
});

test.each([
  ["A3区联丰路12号", "~~@联丰路00号"],
  ["西地省W路，", "~~@a路|"],
  ["伊景园·滨河苑", "伊景园·滨河苑"],
])("%s as symbols", (text, expected) => {
  expect(symbolsOf(text)).toBe(expected);
});

test("only the first 2,000 characters are looked at", () => {
  expect(symbolsOf("路".repeat(5000))).toHaveLength(2000);
});
