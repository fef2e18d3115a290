import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import pino from "pino";
import type { MinyiConfig } from "../config/schema.js";
import { hideSecrets } from "../config/secrets.js";
import { diskFault } from "../core/errors.js";
import { lines } from "./present/escape.js";

/** What a run writes down: one JSON line per event. */
export interface Log {
  error(event: string, details?: object): void;
  warn(event: string, details?: object): void;
  info(event: string, details?: object): void;
  debug(event: string, details?: object): void;
  close(): void;
}

export interface LogOptions {
  /** Written into every line, so that one run's lines can be picked out. */
  run: string;
  /** Takes personal data out of a text; applied to every text in every event (R24). */
  mask: (text: string) => string;
  /** Values that came from references in the configuration; `***` stands in their place (R23). */
  secrets: readonly string[];
}

const DEEPEST = 6;

/** A value with every text in it, keys too, made fit for the log; errors become their message, code and stack. */
function clean(value: unknown, text: (raw: string) => string, depth = 0): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return value;
  if (depth >= DEEPEST) return "…";
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const code = (value as NodeJS.ErrnoException).code;
    return clean({ name, message, code, stack, cause }, text, depth + 1);
  }
  if (Array.isArray(value)) return value.map((entry) => clean(entry, text, depth + 1));
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [text(key), clean(entry, text, depth + 1)]));
}

/**
 * Opens the log file for appending (mode 0600) and makes its folder when it is missing. Nothing but text that went
 * through `mask` gets into it; control characters are written as `\u001b` (R22). Throws DependencyError when the disk
 * is full or read-only.
 */
export function openLog(config: MinyiConfig["log"], { run, mask, secrets }: LogOptions): Log {
  let file: number;
  try {
    mkdirSync(dirname(config.path), { recursive: true });
    file = openSync(config.path, "a", 0o600);
  } catch (error) {
    throw diskFault(error, config.path);
  }
  const text = (raw: string): string => lines(mask(hideSecrets(raw, secrets)));
  // Written at once: a killed process has told everything up to its end.
  const destination = pino.destination({ fd: file, sync: true });
  const logger = pino(
    {
      level: config.level,
      base: { run },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
  const write =
    (level: "error" | "warn" | "info" | "debug") =>
    (event: string, details: object = {}): void =>
      logger[level](clean(details, text) as object, text(event));
  return {
    error: write("error"),
    warn: write("warn"),
    info: write("info"),
    debug: write("debug"),
    close: () => closeSync(file),
  };
}
