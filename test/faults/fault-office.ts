import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stringify } from "yaml";
import { configSchema, type MinyiConfig } from "../../config/schema.js";
import { systemClock } from "../../core/clock.js";
import { openDatabase } from "../../core/sqlite.js";
import type { Store } from "../../core/store.js";
import type { Manifest } from "../../state/runs.js";
import { openState, type State } from "../../state/state.js";
import { openStore } from "../../store/open.js";
import { LEXICAL } from "../helpers/lexical.js";
import { removeIndices, removeKeys, uniquePrefix } from "../services/prefix.js";
import { Child, type Ended } from "./child.js";

export interface FaultOfficeOptions {
  /** Contents of the file that its one source reads. */
  tickets: string;
  /** Address of Elasticsearch, perhaps of a proxy before it; without it documents go to SQLite. */
  elasticsearch?: string;
  /** Instead: address of an Elasticsearch in which the test itself removes what was made. */
  secured?: string;
  /** Address of Redis; without it the work is done inline. */
  redis?: string;
  /** Beginning of the indices' and keys' names; by default one of its own. */
  prefix?: string;
  /** Whether hot issues are looked for; by default not (see test/helpers/lexical.ts). */
  issues?: boolean;
  /** More settings of `store` and `queue`. */
  store?: Partial<MinyiConfig["store"]>;
  queue?: Partial<MinyiConfig["queue"]>;
}

/** What a store holds, and what its runs have told. */
export interface Outcome {
  documents: number;
  checksum: string;
}

/** An office in a temporary folder whose program is run as a process, to be harmed from outside. */
export class FaultOffice {
  readonly folder = mkdtempSync(join(tmpdir(), "minyi-fault-"));
  readonly prefix: string;
  readonly config: MinyiConfig;
  private readonly children: Child[] = [];

  constructor(private readonly options: FaultOfficeOptions) {
    const { redis } = options;
    this.prefix = options.prefix ?? uniquePrefix("fault");
    const elasticsearch = options.elasticsearch ?? options.secured;
    writeFileSync(join(this.folder, "tickets.csv"), options.tickets);
    const settings = {
      state: { path: "state.db", key: "minyi.key" },
      store: {
        ...(elasticsearch
          ? { type: "elasticsearch", node: [elasticsearch], index: this.prefix }
          : { path: "store.db" }),
        ...options.store,
      },
      queue: { ...(redis && { type: "bullmq", redis, prefix: this.prefix }), ...options.queue },
      log: { path: "minyi.log" },
      ...LEXICAL,
      issues: { enabled: options.issues ?? false },
      sources: [{ name: "hotline", type: "csv", path: "tickets.csv", map: { author: "来电人" } }],
    };
    writeFileSync(join(this.folder, "minyi.yaml"), stringify(settings), { mode: 0o600 });
    const { path: state, key } = settings.state;
    this.config = configSchema.parse({
      ...settings,
      state: { path: join(this.folder, state), key: join(this.folder, key) },
      store: { ...settings.store, ...(!elasticsearch && { path: join(this.folder, "store.db") }) },
    });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts `minyi …` in the office's folder. */
  start(args: readonly string[], env: Record<string, string> = {}): Child {
    const child = new Child(args, { cwd: this.folder, env });
    this.children.push(child);
    return child;
  }

  /** Runs `minyi …` to its end. */
  run(args: readonly string[] = ["run"], env: Record<string, string> = {}): Promise<Ended> {
    return this.start(args, env).ended;
  }

  async withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(this.config, { readOnly: true });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  outcome(): Promise<Outcome> {
    return this.withStore((store) => store.checksum());
  }

  /** Messages that all runs together have committed as new; 0 before there is a state. May be asked while a run goes on. */
  committed(): number {
    try {
      const database = openDatabase(this.config.state.path, { durable: false, readOnly: true });
      try {
        const row = database.prepare("SELECT coalesce(sum(created), 0) AS n FROM run_inputs").get();
        return (row as { n: number }).n;
      } finally {
        database.close();
      }
    } catch {
      return 0;
    }
  }

  /** Resolves when so many messages are committed. @throws Error after two minutes, or when the program has ended before. */
  async reaches(messages: number, child: Child): Promise<void> {
    const deadline = Date.now() + 120_000;
    while (this.committed() < messages) {
      const told = `${this.committed()} messages committed: ${child.out}\n${child.err}`;
      if (!child.running) throw new Error(`the run ended with ${told}`);
      if (Date.now() > deadline) throw new Error(`after two minutes ${told}`);
      await wait(20);
    }
  }

  withState<T>(work: (state: State) => T): T {
    const { path, key } = this.config.state;
    const state = openState(path, { clock: systemClock, keyPath: key });
    try {
      return work(state);
    } finally {
      state.close();
    }
  }

  /** All runs, oldest first. */
  runs(): Manifest[] {
    return this.withState((state) => state.runs.list(10_000).reverse());
  }

  async close(): Promise<void> {
    await Promise.all(this.children.filter(({ running }) => running).map((child) => child.kill("SIGKILL")));
    const { elasticsearch, redis } = this.options;
    if (elasticsearch) await removeIndices(elasticsearch, this.prefix);
    if (redis) await removeKeys(redis, this.prefix);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What an office that nothing happens to makes of the same file: inline, into SQLite. */
export async function unbroken(tickets: string): Promise<Outcome> {
  const office = new FaultOffice({ tickets });
  try {
    const { code, err } = await office.run(["run", "--quiet"]);
    if (code !== 0) throw new Error(`the unbroken run ended with ${code}: ${err}`);
    return await office.outcome();
  } finally {
    await office.close();
  }
}
