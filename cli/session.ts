import type { Readable } from "node:stream";
import type { Clock } from "../core/clock.js";
import { systemClock } from "../core/clock.js";
import type { Language } from "../core/localized.js";
import { chooseLanguage } from "./language.js";

/** One use of the command line: what it was given, and what it learns on the way. */
export interface Session {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly clock: Clock;
  readonly language: Language;
  /** Values that no output may show (R23). */
  readonly secrets: string[];
  /** Applied to every text of an error that we did not write: it may quote a message. Set by what reads messages. */
  mask: (text: string) => string;
  /** Set once a command has said that it stops by itself when it is interrupted. */
  interrupt: AbortController | undefined;
  /** Set by a command that goes on until it is told to stop: the signal is then its proper end. */
  endsOnSignal: boolean;
  exitCode: number;
}

export function startSession(process: NodeJS.Process): Session {
  const argv = process.argv.slice(2);
  const cwd = process.cwd();
  return {
    argv,
    env: process.env,
    cwd,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    language: chooseLanguage(argv, process.env, cwd),
    secrets: [],
    mask: (text) => text,
    interrupt: undefined,
    endsOnSignal: false,
    exitCode: 0,
  };
}
