/** Lets one piece of work go on at a time; the others wait in the order in which they came. */
export class Exclusive {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything asked for before has ended, well or badly, and gives its result. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
