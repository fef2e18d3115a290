/** What the process was at when it was killed. */
export class Killed extends Error {}

/** Ends a simulated process at its n-th step: from then on nothing that it does has any effect. */
export class Fuse {
  /** Steps gone by. */
  steps = 0;

  constructor(private readonly at = Number.POSITIVE_INFINITY) {}

  pass(): void {
    this.steps++;
    if (this.steps >= this.at) throw new Killed();
  }
}

/** The same object, killed before or after any call of it or of what it holds. */
export function fused<T extends object>(target: T, fuse: Fuse): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name, object);
      if (typeof value === "function") {
        return (...args: unknown[]) => {
          fuse.pass();
          const result: unknown = Reflect.apply(value, object, args);
          fuse.pass();
          return result;
        };
      }
      return typeof value === "object" && value !== null ? fused(value, fuse) : value;
    },
  });
}
