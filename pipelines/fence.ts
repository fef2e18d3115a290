/** Makes sure that only one process writes: what that one holds, and what it asks before every write. */
export interface Fence {
  /** Grows with every holder; for the record of the run. */
  readonly token: number;
  /** Whether another one has taken over: trying again is of no use then. */
  readonly isLost: boolean;
  /**
   * Resolves while this process is the one; waits while that cannot be told.
   * @throws DependencyError once another one has taken over, or when it cannot be told for too long.
   */
  confirm(): Promise<void>;
}
