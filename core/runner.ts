/** A named piece of work: JSON in, JSON out, no side effects. */
export interface Task<In, Out> {
  readonly name: string;
  readonly payload: In;
  /** Only carries the type of the result. */
  readonly result?: Out;
}

/** Where CPU work happens: worker threads (inline) or other machines. Work may be run twice; results do not depend on where. */
export interface Runner {
  /** How many tasks are worth having in flight. */
  readonly capacity: number;
  run<In, Out>(task: Task<In, Out>): Promise<Out>;
  close(): Promise<void>;
}
