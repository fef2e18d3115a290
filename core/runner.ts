/** A named piece of work: JSON in, JSON out, no side effects. */
export interface Task<In, Out> {
  readonly name: string;
  readonly payload: In;
  /** How often it is tried before it counts as failed. Default 3. */
  readonly tries?: number;
  /** Part of `queue.taskTimeout` (0 … 1) after which a try counts as hung; never less than 5 seconds of it. Default 1. */
  readonly timeoutShare?: number;
  /** Only carries the type of the result. */
  readonly result?: Out;
}

/**
 * Where CPU work happens: worker threads (inline) or other machines. Work may be run twice; results do not depend on
 * where. A task that fails is tried again a few times before {@link Runner.run} throws a {@link TaskError}.
 */
export interface Runner {
  /** How many tasks are worth having in flight. */
  readonly capacity: number;
  /**
   * @throws TaskError when the work itself fails time and again; DependencyError when the queue cannot be reached for
   * longer than the configuration allows.
   */
  run<In, Out>(task: Task<In, Out>): Promise<Out>;
  /** What the record of a run should say about where its work was done. */
  facts?(): Record<string, string | number>;
  close(): Promise<void>;
}

/** The work itself failed on every try: it threw, its process died (`crashed`), or it took too long (`hung`). */
export class TaskError extends Error {
  override readonly name = "TaskError";
  constructor(
    readonly how: "threw" | "crashed" | "hung",
    /** Tries that were made. */
    readonly attempts: number,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
