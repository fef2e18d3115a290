import { setTimeout as wait } from "node:timers/promises";
import type { Child, Ended } from "../../test/faults/child.js";
import type { FaultOffice } from "../../test/faults/fault-office.js";

export const ROLES = ["coordinator", "first worker", "second worker"] as const;
export type Role = (typeof ROLES)[number];

/** Three places for processes; whoever ends in one of them is followed by another, until a run has come to its end. */
export class Places {
  /** How the coordinators ended: exit code or signal, and how often. */
  readonly endings = new Map<string, number>();
  /** Set when a run has come to its end: there is nothing left to do. */
  over = false;
  private readonly current = new Map<Role, Child>();

  constructor(
    private readonly office: FaultOffice,
    private readonly items: number,
  ) {}

  /** Resolves when everything is in. @throws Error when a coordinator ends in a way that it must not. */
  async keep(): Promise<void> {
    try {
      await Promise.all([this.keepCoordinator(), this.keepWorker("first worker"), this.keepWorker("second worker")]);
    } finally {
      this.over = true;
      await Promise.all(
        [...this.current.values()].filter(({ running }) => running).map((child) => child.kill("SIGTERM")),
      );
    }
  }

  /** `kill -9` of whoever is in the place. @returns whether there was anybody. */
  async kill(role: Role): Promise<boolean> {
    const child = this.current.get(role);
    if (!child?.running) return false;
    const { signal } = await child.kill("SIGKILL");
    return signal === "SIGKILL";
  }

  /** Messages that are committed. */
  done(): number {
    return this.office.committed();
  }

  private start(role: Role, args: string[]): Child {
    const child = this.office.start(args);
    this.current.set(role, child);
    return child;
  }

  private async keepCoordinator(): Promise<void> {
    while (!this.over) {
      const ended = await this.start("coordinator", ["run", "--quiet"]).ended;
      const how = ended.signal ?? `exit code ${ended.code}`;
      this.endings.set(how, (this.endings.get(how) ?? 0) + 1);
      if (ended.code === 0 && this.done() >= this.items) this.over = true;
      else if (!isExpected(ended)) throw new Error(`the coordinator ended with ${how}:\n${ended.err}`);
    }
    for (const role of ["first worker", "second worker"] as const) await this.current.get(role)?.kill("SIGTERM");
  }

  private async keepWorker(role: Role): Promise<void> {
    while (!this.over) {
      const ended = await this.start(role, ["worker"]).ended;
      // Redis may just be down.
      if (ended.signal === null) await wait(200);
    }
  }
}

/** Killed by us; refused while Redis or Elasticsearch is down; done with less than everything is not. */
function isExpected({ code, signal }: Ended): boolean {
  return signal === "SIGKILL" || code === 5;
}
