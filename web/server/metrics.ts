import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Clock } from "../../core/clock.js";
import type { BatchDone } from "../../pipelines/run-options.js";
import type { RunStatus } from "../../state/runs.js";
import type { State } from "../../state/state.js";
import type { Sums } from "./delivery.js";

/** Jobs that wait for a worker, and that one works at. */
export interface QueueDepth {
  waiting: number;
  active: number;
}

export interface MetricsOptions {
  state: State;
  clock: Clock;
  /** Names of the push sources. */
  pushSources: readonly string[];
  /** Asked at every look; absent where there is no queue. */
  queueDepth?: (() => Promise<QueueDepth>) | undefined;
}

const STATUSES: readonly RunStatus[] = ["running", "done", "failed", "interrupted"];
const OUTCOMES = ["new", "replaced", "unchanged", "refused", "rejected"] as const;

/**
 * What Prometheus is told. Labels are names from the configuration and words of ours: no content, no author, no secret.
 */
export class Metrics {
  readonly registry = new Registry();

  private readonly pushed = this.counter("minyi_pushed_total", "Messages at the push route", ["source", "outcome"]);
  private readonly items = this.counter("minyi_items_total", "Records analysed and committed", ["source", "outcome"]);
  private readonly errors = this.counter("minyi_errors_total", "Errors by kind", ["kind"]);
  private readonly analysis = this.counter("minyi_analysis_seconds_total", "Time in each analyzer", ["analyzer"]);
  private readonly requests = this.counter("minyi_http_requests_total", "Answers given", ["route", "status"]);
  private readonly puts = new Histogram({
    name: "minyi_store_put_seconds",
    help: "Time that the store takes for a batch",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });
  private readonly coordinator = new Gauge({
    name: "minyi_coordinator",
    help: "1 while this process does the work, 0 while another one does",
    registers: [this.registry],
  });

  constructor(private readonly options: MetricsOptions) {
    collectDefaultMetrics({ register: this.registry });
    this.inboxGauges();
    this.runGauges();
    if (options.queueDepth) this.queueGauge(options.queueDepth);
    for (const kind of ["source", "dependency", "internal", "schedule"]) this.errors.inc({ kind }, 0);
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  received(source: string, sums: Sums): void {
    for (const [outcome, n] of Object.entries(sums)) if (n > 0) this.pushed.inc({ source, outcome }, n);
  }

  /** To be told of every batch that is committed. */
  readonly onBatch = ({ source, counts, spent }: BatchDone): void => {
    for (const outcome of OUTCOMES) if (counts[outcome] > 0) this.items.inc({ source, outcome }, counts[outcome]);
    for (const [analyzer, us] of Object.entries(spent)) this.analysis.inc({ analyzer }, us / 1e6);
  };

  put(seconds: number): void {
    this.puts.observe(seconds);
  }

  error(kind: "source" | "dependency" | "internal" | "schedule"): void {
    this.errors.inc({ kind });
  }

  answered(route: string, status: number): void {
    this.requests.inc({ route, status: String(status) });
  }

  coordinates(yes: boolean): void {
    this.coordinator.set(yes ? 1 : 0);
  }

  /** The text that Prometheus reads. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  private inboxGauges(): void {
    const { state, clock, pushSources } = this.options;
    const pending = (source: string) => state.inbox.pending(source);
    new Gauge({
      name: "minyi_inbox_pending",
      help: "Pushed messages that wait for analysis",
      labelNames: ["source"],
      registers: [this.registry],
      collect() {
        for (const source of pushSources) this.set({ source }, pending(source).count);
      },
    });
    new Gauge({
      name: "minyi_lag_seconds",
      help: "How long the oldest pushed message has waited for analysis",
      labelNames: ["source"],
      registers: [this.registry],
      collect() {
        for (const source of pushSources) {
          const { oldest } = pending(source);
          this.set({ source }, oldest === undefined ? 0 : Math.max(0, clock.now() - oldest) / 1000);
        }
      },
    });
  }

  private runGauges(): void {
    const { state } = this.options;
    new Gauge({
      name: "minyi_run_status",
      help: "1 for the status of the latest run",
      labelNames: ["status"],
      registers: [this.registry],
      collect() {
        const last = state.runs.last()?.status;
        for (const status of STATUSES) this.set({ status }, status === last ? 1 : 0);
      },
    });
    new Gauge({
      name: "minyi_last_success_timestamp_seconds",
      help: "When the latest run that succeeded ended; 0 when none is among the last 50",
      registers: [this.registry],
      collect() {
        const done = state.runs.list(50).find(({ status }) => status === "done");
        this.set((done?.finishedAt ?? 0) / 1000);
      },
    });
  }

  private queueGauge(queueDepth: () => Promise<QueueDepth>): void {
    new Gauge({
      name: "minyi_queue_jobs",
      help: "Chunks in the queue by state; absent while the queue cannot be reached",
      labelNames: ["state"],
      registers: [this.registry],
      async collect() {
        this.reset();
        const depth = await queueDepth().catch(() => undefined);
        if (depth === undefined) return;
        this.set({ state: "waiting" }, depth.waiting);
        this.set({ state: "active" }, depth.active);
      },
    });
  }
}
