import { createRequire } from "node:module";
import { type Clock, systemClock } from "../../core/clock.js";
import type { Encoded } from "../../core/encoded.js";
import { shipped } from "../../core/paths.js";
import { packageMissing } from "./faults.js";
import { openFiles } from "./files.js";
import { EncoderHost } from "./host.js";
import { defaultThreads } from "./session.js";

const CODE_VERSION = 1;

/** Seconds. */
const TIMEOUT = 30;
/** Texts of one order to the process: enough that those of the same length fill batches. */
const ORDER = 512;
/** When the process is replaced: far above what it needs, so only where something leaks. */
const RECYCLE_TEXTS = 2_000_000;
const RECYCLE_MEGABYTES = 1000;

export interface EncoderOptions {
  /** Folder of the model; default: the shipped one. */
  folder?: string;
  /** Cores that it uses; default: all, at most 8. */
  threads?: number;
  /** Seconds without an answer after which its process is started again; default: 30. */
  timeout?: number;
  /** When its process is replaced by a fresh one: after so many texts, or once it holds so many megabytes. */
  recycle?: { texts?: number; megabytes?: number };
  clock?: Clock;
}

/** A small language model in a process of its own. */
export interface Encoder {
  /** Of code and model: changes whenever answers may change. */
  readonly version: string;
  /** The first levels of the taxonomy that it has learned, in its own order. */
  readonly topics: readonly string[];
  /**
   * What the model says of each text, in order; a text's answer depends on nothing but the text.
   * Its process is started by the first call, and does not keep the program running between calls.
   * @throws EncoderError when there is no answer
   */
  encode(texts: readonly string[]): Promise<Encoded[]>;
  /** Number of its process, where one runs, and the bytes of memory that it last held. */
  process(): { pid: number | undefined; memory: number };
  /** Ends the process. */
  close(): Promise<void>;
}

/**
 * Opens an encoder: checks its files, without loading the model yet.
 * @throws ModelFileError when a file is missing or damaged; EncoderError when transformers.js is not installed
 */
export function openEncoder(options: EncoderOptions = {}): Encoder {
  const { folder, hash, heads } = openFiles(options.folder ?? shipped("analyzers", "models", "encoder"));
  requirePackage();
  const host = new EncoderHost({
    folder,
    heads,
    threads: options.threads ?? defaultThreads(),
    patience: (options.timeout ?? TIMEOUT) * 1000,
    recycle: {
      texts: options.recycle?.texts ?? RECYCLE_TEXTS,
      memory: (options.recycle?.megabytes ?? RECYCLE_MEGABYTES) * 1e6,
    },
    clock: options.clock ?? systemClock,
  });
  return {
    version: `${CODE_VERSION}+model:${hash}`,
    topics: heads.labels.topic,
    async encode(texts) {
      const answers: Encoded[] = [];
      for (let i = 0; i < texts.length; i += ORDER) answers.push(...(await host.run(texts.slice(i, i + ORDER))));
      return answers;
    },
    process: () => ({ pid: host.pid, memory: host.memory }),
    close: () => host.close(),
  };
}

function requirePackage(): void {
  try {
    createRequire(import.meta.url).resolve("@xenova/transformers");
  } catch (cause) {
    throw packageMissing(cause);
  }
}
