import { expect, test } from "vitest";
import { Circuit } from "../../../analyzers/encoder/circuit.js";
import { FixedClock } from "../../../core/clock.js";

const failing = (times: number) => {
  const clock = new FixedClock(0);
  const circuit = new Circuit(clock);
  for (let i = 0; i < times; i++) circuit.failed();
  return { clock, circuit };
};

test("R40: opens after three failures in a row, and lets a trial through after a minute", () => {
  expect(failing(2).circuit.open).toBe(false);
  const { clock, circuit } = failing(3);
  expect(circuit.open).toBe(true);
  clock.advance(59_999);
  expect(circuit.open).toBe(true);
  clock.advance(1);
  expect(circuit.open).toBe(false);
});

test("R40: the trial decides: another failure means another minute, a success closes it", () => {
  const { clock, circuit } = failing(3);
  clock.advance(60_000);
  circuit.failed();
  expect(circuit.open).toBe(true);
  clock.advance(60_000);
  circuit.succeeded();
  circuit.failed();
  expect(circuit.open).toBe(false);
});

test("a success in between starts the count again", () => {
  const { circuit } = failing(2);
  circuit.succeeded();
  circuit.failed();
  circuit.failed();
  expect(circuit.open).toBe(false);
});
