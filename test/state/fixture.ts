import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { FixedClock } from "../../core/clock.js";
import { openState, type State } from "../../state/state.js";

export const NOW = Date.UTC(2026, 2, 1);

/** A folder that is gone after the test. */
export function temporaryFolder(): () => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "minyi-state-"));
    folders.push(folder);
    return folder;
  };
}

export interface TestState {
  state: State;
  clock: FixedClock;
  path: string;
  keyPath: string;
  /** Closes the state and opens it again. */
  reopen(): State;
}

/** Gives a function that opens a new state; everything is closed and removed after each test. */
export function temporaryState(): () => TestState {
  const folder = temporaryFolder();
  const opened: State[] = [];
  afterEach(() => {
    for (const state of opened.splice(0)) state.close();
  });
  return () => {
    const clock = new FixedClock(NOW);
    const path = join(folder(), "data", "state.db");
    const keyPath = join(path, "..", "minyi.key");
    const open = () => {
      const state = openState(path, { clock, keyPath });
      opened.push(state);
      return state;
    };
    const test: TestState = {
      state: open(),
      clock,
      path,
      keyPath,
      reopen: () => {
        opened.splice(opened.indexOf(test.state), 1)[0]?.close();
        test.state = open();
        return test.state;
      },
    };
    return test;
  };
}
