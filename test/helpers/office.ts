import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { configSchema, type MinyiConfig } from "../../config/schema.js";
import { FixedClock } from "../../core/clock.js";
import type { Reject } from "../../core/reject.js";
import type { Runner } from "../../core/runner.js";
import type { PipelineContext } from "../../pipelines/context.js";
import { run } from "../../pipelines/run.js";
import type { Manifest } from "../../state/runs.js";
import { openState } from "../../state/state.js";
import { openStore } from "../../store/open.js";
import { LEXICAL } from "./lexical.js";

/** An office in a temporary folder: real files, a real state, a real store. The runner is the test's, since it is slow to start. */
export class Office {
  readonly folder = mkdtempSync(join(tmpdir(), "minyi-office-"));
  readonly clock = new FixedClock(Date.parse("2026-11-09T02:00:00Z"));
  config: MinyiConfig;

  constructor(sources: object[], settings: object = {}) {
    this.config = this.configured(sources, settings);
  }

  configured(sources: object[], settings: object = {}): MinyiConfig {
    return configSchema.parse({
      ...LEXICAL,
      state: { path: join(this.folder, "state.db"), key: join(this.folder, "minyi.key") },
      store: { path: join(this.folder, "store.db") },
      sources,
      ...settings,
    });
  }

  /** Writes a file below the office's folder; rows are joined by line ends. */
  file(name: string, content: string | readonly string[]): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : `${content.join("\n")}\n`);
    return path;
  }

  /** Opens state and store, lends them, closes them. */
  async with<T>(runner: Runner, work: (context: PipelineContext) => Promise<T>): Promise<T> {
    const { config, clock, folder } = this;
    const state = openState(config.state.path, { clock, keyPath: config.state.key });
    const store = await openStore(config);
    try {
      return await work({ config, configHash: "test", baseDir: folder, state, store, runner, clock });
    } finally {
      await store.close();
      state.close();
    }
  }

  /** One run, as `minyi run` makes it. */
  run(runner: Runner, options: { since?: string } = {}): Promise<{ manifest: Manifest; rejects: Reject[] }> {
    const rejects: Reject[] = [];
    return this.with(runner, async (context) => ({
      manifest: await run(context, { trigger: "test", onReject: (reject) => rejects.push(reject), ...options }),
      rejects,
    }));
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
