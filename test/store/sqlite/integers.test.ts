import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeIntegers, encodeIntegers } from "../../../store/sqlite/integers.js";

const HEADER = 16;

function decoded(data: Uint8Array, length: number): number[] {
  const target = new Float64Array(length + 1).fill(-7);
  expect(decodeIntegers(data, target)).toBe(length);
  expect(target[length]).toBe(-7);
  return Array.from(target.subarray(0, length));
}

test("any whole numbers come back, from whatever place in memory", () => {
  const column = fc.oneof(
    fc.array(fc.integer({ min: -1000, max: 1000 })),
    fc.array(fc.maxSafeInteger()),
    fc.array(fc.constant(Date.UTC(2019, 7, 14))),
  );
  fc.assert(
    fc.property(column, fc.integer({ min: 0, max: 8 }), (values, shift) => {
      const data = encodeIntegers(Float64Array.from(values));
      const moved = new Uint8Array(data.length + shift);
      moved.set(data, shift);
      expect(decoded(moved.subarray(shift), values.length)).toEqual(values.map((value) => value + 0));
    }),
  );
});

test("a column takes as many bytes per value as its range needs", () => {
  const bytes = (...values: number[]) => encodeIntegers(Float64Array.from(values)).length - HEADER;
  expect(bytes()).toBe(0);
  expect(bytes(5, 5, 5)).toBe(0);
  expect(bytes(-1000, -745)).toBe(2);
  expect(bytes(0, 256)).toBe(4);
  expect(bytes(1e12, 1e12 + 0xffff)).toBe(4);
  expect(bytes(0, 0xffff_ffff)).toBe(8);
  expect(bytes(0, 0x1_0000_0000)).toBe(16);
});
