import type { Clock } from "../../core/clock.js";
import type { Encoded } from "../../core/encoded.js";
import { EncoderProcess } from "./child-process.js";
import { Circuit } from "./circuit.js";
import { EncoderError } from "./encoder-error.js";
import { closed, resting } from "./faults.js";
import type { Heads } from "./files.js";
import type { Settings } from "./wire.js";

export interface HostOptions extends Pick<Settings, "folder" | "threads"> {
  heads: Heads;
  /** ms without an answer after which the process counts as hung. */
  patience: number;
  /** The process is replaced once it has answered so many texts, or holds so many bytes. */
  recycle: { texts: number; memory: number };
  clock: Clock;
}

/**
 * Keeps a process for the encoder: starts it when there is work, replaces it when it has failed or grown too big, tries
 * once more what failed, and gives it a rest when it fails again and again (row R40).
 */
export class EncoderHost {
  private process: EncoderProcess | undefined;
  private line: Promise<unknown> = Promise.resolve();
  private readonly circuit: Circuit;
  private lastError: EncoderError | undefined;
  private isClosed = false;

  constructor(private readonly options: HostOptions) {
    this.circuit = new Circuit(options.clock);
  }

  /** Of the running process. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Resident memory of the process when it last answered, bytes; 0 where none runs. */
  get memory(): number {
    return this.process?.memory ?? 0;
  }

  /**
   * One call after the other.
   * @throws EncoderError when there is no answer
   */
  run(texts: readonly string[]): Promise<Encoded[]> {
    const answer = this.line.then(() => this.answer(texts));
    this.line = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.process?.close();
    await this.line;
    this.process = undefined;
  }

  private async answer(texts: readonly string[]): Promise<Encoded[]> {
    const { patience } = this.options;
    try {
      return await this.tryOnce(texts, patience);
    } catch (first) {
      if (this.isClosed || (first instanceof EncoderError && first.fault === "resting")) throw first;
      try {
        // Less time than at first, as whoever waits for the texts has a limit too (queue.taskTimeout).
        return await this.tryOnce(texts, patience / 2);
      } catch {
        throw first;
      }
    }
  }

  private async tryOnce(texts: readonly string[], patience: number): Promise<Encoded[]> {
    if (this.isClosed) throw closed();
    if (this.circuit.open && this.lastError) throw resting(this.lastError.what);
    this.process ??= this.start();
    try {
      const answers = await this.process.run(texts, patience);
      this.circuit.succeeded();
      await this.recycle();
      return answers;
    } catch (error) {
      this.process = undefined;
      if (!(error instanceof EncoderError)) throw error;
      if (error.fault !== "closed") this.circuit.failed();
      this.lastError = error;
      throw error;
    }
  }

  private start(): EncoderProcess {
    const { folder, threads, heads, patience } = this.options;
    return new EncoderProcess({ folder, threads, cut: heads.tokens, limit: 2 * patience }, heads);
  }

  /** Ends a process that has done enough; the next call starts a fresh one. */
  private async recycle(): Promise<void> {
    const { process, options } = this;
    if (!process || (process.texts < options.recycle.texts && process.memory < options.recycle.memory)) return;
    this.process = undefined;
    await process.close();
  }
}
