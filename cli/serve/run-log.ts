import { maskText } from "../../analyzers/privacy/mask.js";
import type { LoadedConfig } from "../../config/load.js";
import { MinyiError } from "../../core/errors.js";
import type { Reject } from "../../core/reject.js";
import type { RunListeners } from "../../pipelines/run-options.js";
import { type Log, openLog } from "../log.js";

/** Opens the log under a name that stands in each of its lines: a run's number, or `serve`. */
export function openRunLog({ config, secrets }: Pick<LoadedConfig, "config" | "secrets">, run: string): Log {
  return openLog(config.log, { run, mask: maskText, secrets });
}

/** An error as the log keeps it: what people were told, and where it happened. */
export function logged(error: unknown): object {
  return error instanceof MinyiError ? { reason: error.what.en, cause: error.cause } : { error };
}

/** Lines of runs that follow one another, each under its own run's number. */
export class RunLog {
  private log: Log | undefined;
  /** Inputs that are read again and again, and fail each time, are told once a run. */
  private readonly told = new Set<string>();

  constructor(
    private readonly loaded: Pick<LoadedConfig, "config" | "secrets">,
    /** Under which name lines stand until a run has begun. */
    private readonly name: string,
  ) {}

  get current(): Log {
    this.log ??= openRunLog(this.loaded, this.name);
    return this.log;
  }

  /** What a run tells on its way, written down. */
  get listeners(): RunListeners {
    return {
      onStart: (runId) => {
        this.close();
        this.log = openRunLog(this.loaded, String(runId));
        this.log.info("run started");
      },
      onWarning: ({ en }) => this.current.warn(en),
      onReject: (reject) => this.reject(reject),
    };
  }

  private reject({ source, input, row, line, field, reason }: Reject): void {
    const key = JSON.stringify([source, input, row, reason.en]);
    if (row === 0 && this.told.has(key)) return;
    if (row === 0) this.told.add(key);
    this.current.warn("rejected", { source, input, row, line, field, reason: reason.en });
  }

  close(): void {
    this.log?.close();
    this.log = undefined;
    this.told.clear();
  }
}
