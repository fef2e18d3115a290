#!/usr/bin/env node
import "./quiet-warnings.js";
import { CommanderError } from "commander";
import { EXIT } from "../core/errors.js";
import { spellOut } from "./options/repeat.js";
import { errorText } from "./present/error.js";
import { makeStyle, wantsColour } from "./present/style.js";
import { buildProgram } from "./program.js";
import { type Session, startSession } from "./session.js";
import { usageError } from "./usage-errors.js";

const session = startSession(process);

/** Ends the process once everything written has been taken. */
function finish(code: number): void {
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version have been printed; help instead of a missing subcommand is a usage error.
    if (error.exitCode === 0) return EXIT.ok;
    if (error.code === "commander.help") return EXIT.usage;
    return report(usageError(error, ["minyi", ...commandWords(session)].join(" ")));
  }
  const style = makeStyle(wantsColour(process.stderr, session.env, !session.argv.includes("--no-color")));
  const debug = (session.env.DEBUG ?? "").split(",").includes("minyi");
  const text = errorText(error, { ...session, style, debug });
  process.stderr.write(`${text}\n`);
  const code = (error as { exitCode?: unknown } | null)?.exitCode;
  return typeof code === "number" ? code : EXIT.failed;
}

/** The known commands at the start of the command line, to say which help to read. */
function commandWords({ argv }: Session): string[] {
  const words: string[] = [];
  let commands = program.commands;
  for (const word of argv) {
    const found = commands.find((command) => command.name() === word);
    if (!found) break;
    words.push(word);
    commands = found.commands;
  }
  return words;
}

// The reader of a pipe may leave early (minyi search … | head): that is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed);
  });
}

let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // A second one, or a command that does not stop by itself: at once. Whatever is committed stays committed.
    if (interrupted || !session.interrupt) process.exit(EXIT.interrupted);
    interrupted = true;
    session.interrupt.abort();
  });
}

const program = buildProgram(session);
try {
  if (session.argv.length === 0) program.outputHelp();
  else await program.parseAsync(spellOut(session.argv), { from: "user" });
  finish(interrupted && !session.endsOnSignal ? EXIT.interrupted : session.exitCode);
} catch (error) {
  finish(interrupted ? EXIT.interrupted : report(error));
}
