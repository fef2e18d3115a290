import { PassThrough, Readable } from "node:stream";
import { stringify } from "yaml";
import { spellOut } from "../../cli/options/repeat.js";
import { buildProgram } from "../../cli/program.js";
import type { Session } from "../../cli/session.js";
import type { MinyiError } from "../../core/errors.js";
import { openState, type State } from "../../state/state.js";
import { openStore } from "../../store/open.js";
import { document, type Sketch } from "../contract/store-documents.js";
import { Office } from "../helpers/office.js";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** An office with its files, whose commands run in this process by a clock that stands still until it is moved. */
export class AlertsOffice {
  /** 2026-11-09 10:00 in Shanghai, a Monday. */
  readonly office: Office;

  /** @param rules of the office, as in a file of rules · @param alerts what else stands under `alerts` */
  constructor(rules: object[], alerts: object = {}) {
    this.office = new Office([{ name: "board", type: "csv", path: "board.csv", channel: "board" }]);
    this.office.file("rules.yaml", stringify({ rules }));
    this.office.file(
      "minyi.yaml",
      stringify({
        sentiment: { model: "lexicon" },
        topic: { model: "linear" },
        state: { path: "state.db", key: "minyi.key" },
        store: { path: "store.db" },
        network: { allow: ["127.0.0.1"] },
        sources: [{ name: "board", type: "csv", path: "board.csv", channel: "board" }],
        alerts: { rules: ["rules.yaml"], channels: [{ type: "console", name: "屏幕" }], ...alerts },
      }),
    );
  }

  get clock() {
    return this.office.clock;
  }

  /** Puts messages into the store, as a run would. */
  async receive(sketches: readonly Sketch[]): Promise<void> {
    const store = await openStore(this.office.config);
    await store.put(sketches.map(document));
    await store.close();
  }

  withState<T>(work: (state: State) => T): T {
    const { config } = this.office;
    const state = openState(config.state.path, { clock: this.clock, keyPath: config.state.key });
    try {
      return work(state);
    } finally {
      state.close();
    }
  }

  /** Runs `minyi alerts …`; what a person would see, and the exit code. */
  async alerts(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const session: Session = {
      argv: ["alerts", ...args],
      env: { USER: "tester", COLUMNS: "120" },
      cwd: this.office.folder,
      stdin: Readable.from([]),
      stdout: stdout as unknown as NodeJS.WriteStream,
      stderr: stderr as unknown as NodeJS.WriteStream,
      clock: this.clock,
      language: "zh",
      secrets: [],
      mask: (text) => text,
      interrupt: undefined,
      endsOnSignal: false,
      exitCode: 0,
    };
    const text = (stream: PassThrough): string => String(stream.read() ?? "");
    try {
      await buildProgram(session).parseAsync(spellOut(session.argv), { from: "user" });
      return { code: session.exitCode, out: text(stdout), err: text(stderr) };
    } catch (error) {
      const { what, fix, exitCode } = error as MinyiError;
      if (what === undefined) throw error;
      return { code: exitCode, out: text(stdout), err: `${what.zh}\n${fix?.zh ?? ""}` };
    }
  }

  async json<T>(...args: string[]): Promise<T> {
    const { out } = await this.alerts(...args, "--json");
    return JSON.parse(out) as T;
  }

  close(): void {
    this.office.close();
  }
}

/** Messages of one district, written `hoursAgo` before 10:00 of 9 November 2026, a minute apart. */
export function received(district: string, n: number, hoursAgo: number, sketch: Partial<Sketch> = {}): Sketch[] {
  const first = Date.parse("2026-11-09T02:00:00Z") - hoursAgo * HOUR;
  return Array.from({ length: n }, (_, i) => ({
    id: `${district}-${hoursAgo}-${i}`,
    district,
    text: `${district}的自来水又停了，第${i + 1}次来信`,
    createdAt: new Date(first + i * 60_000).toISOString(),
    ...sketch,
  }));
}
