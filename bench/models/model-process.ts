import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { shipped } from "../../core/paths.js";
import type { Measured } from "./child.js";

/** A model in its own process, asked from here. */
export class ModelProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** What loading took. */
    readonly loading: Measured,
  ) {}

  /** @throws Error when the process ends before the model is loaded */
  static async open(folder: string, threads: number): Promise<ModelProcess> {
    const child = fork(shipped("bench", "models", "child.ts"), [folder, String(threads)], {
      execArgv: ["--import", "tsx"],
    });
    return new ModelProcess(child, await next(child, folder));
  }

  /** Runs texts through the model. */
  async run(texts: readonly string[]): Promise<Measured> {
    const answer = next(this.child, "the model");
    this.child.send(texts as string[]);
    return answer;
  }

  close(): void {
    this.child.disconnect();
  }
}

async function next(child: ChildProcess, what: string): Promise<Measured> {
  const ended = new AbortController();
  const exit = once(child, "exit", { signal: ended.signal }).then(([code]) => {
    throw new Error(`${what}: its process ended with ${code}`);
  });
  exit.catch(() => undefined);
  try {
    const [measured] = (await Promise.race([once(child, "message", { signal: ended.signal }), exit])) as [Measured];
    return measured;
  } finally {
    ended.abort();
  }
}
