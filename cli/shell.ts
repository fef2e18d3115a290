import type { Readable } from "node:stream";
import { type LoadedConfig, loadConfig } from "../config/load.js";
import { hideSecrets } from "../config/secrets.js";
import type { Clock } from "../core/clock.js";
import type { Language, Localized } from "../core/localized.js";
import { Zone } from "../core/zone.js";
import { lines, safeJson } from "./present/escape.js";
import { Progress } from "./present/progress.js";
import { makeStyle, type Style, wantsColour } from "./present/style.js";
import type { Session } from "./session.js";

/** The options that every command understands. */
export interface GlobalOptions {
  config?: string;
  lang?: Language;
  quiet?: boolean;
  color: boolean;
  json?: boolean;
}

const NARROWEST = 60;
const WIDEST = 120;
const WITHOUT_TERMINAL = 100;

/** What a command works with: stdout is for data, stderr for everything else. */
export class Shell {
  readonly language: Language;
  readonly style: Style;
  /** For stderr, which may be a terminal where stdout is none. */
  readonly noteStyle: Style;
  private loaded: LoadedConfig | undefined;

  constructor(
    private readonly session: Session,
    private readonly globals: GlobalOptions,
  ) {
    this.language = session.language;
    this.style = makeStyle(wantsColour(session.stdout, session.env, globals.color));
    this.noteStyle = makeStyle(wantsColour(session.stderr, session.env, globals.color));
  }

  get env(): Readonly<Record<string, string | undefined>> {
    return this.session.env;
  }
  get cwd(): string {
    return this.session.cwd;
  }
  get clock(): Clock {
    return this.session.clock;
  }
  get stdin(): Readable {
    return this.session.stdin;
  }
  /** True when a person sits at stdout. */
  get isTerminal(): boolean {
    return this.session.stdout.isTTY === true;
  }
  /** Columns for tables: the terminal's, within reason. */
  get width(): number {
    const asked = Number(this.env.COLUMNS) || this.session.stdout.columns || WITHOUT_TERMINAL;
    return Math.min(WIDEST, Math.max(NARROWEST, asked));
  }

  /** Lines of the terminal. */
  get height(): number {
    return this.session.stdout.rows || WITHOUT_TERMINAL;
  }

  /** Path given by `--config`. */
  get configPath(): string | undefined {
    return this.globals.config;
  }

  /** The configuration, loaded once; its warnings go to stderr. Throws ConfigError. */
  config(): LoadedConfig {
    if (!this.loaded) {
      this.loaded = loadConfig({ path: this.globals.config, env: this.env, cwd: this.cwd });
      this.session.secrets.push(...this.loaded.secrets);
      for (const warning of this.loaded.warnings) this.warn(warning);
    }
    return this.loaded;
  }

  /** The zone in which days are counted. */
  zone(): Zone {
    return new Zone(this.config().config.timezone);
  }

  say(message: Localized): string {
    return message[this.language];
  }

  /** One block of data on stdout, made by us from parts that are safe to print; a line break is added. */
  out(text: string): void {
    this.session.stdout.write(`${text}\n`);
  }

  /** The same for output of any size: resolves when the receiver has taken it. */
  async write(text: string): Promise<void> {
    if (this.session.stdout.write(text)) return;
    await new Promise<void>((resolve) => this.session.stdout.once("drain", resolve));
  }

  /** One value on stdout as JSON: indented for a person, on one line for a program. */
  json(value: unknown): void {
    this.out(this.jsonText(value));
  }

  jsonText(value: unknown): string {
    return safeJson(value, this.isTerminal ? 2 : undefined);
  }

  /** Tells something on stderr; nothing with `--quiet`. */
  note(message: Localized | string): void {
    if (!this.globals.quiet) this.toStderr(message);
  }

  /** Tells something on stderr that should not be missed, also with `--quiet`. */
  warn(message: Localized): void {
    const title = this.noteStyle.yellow(this.language === "zh" ? "注意：" : "Note: ");
    this.toStderr(`${title}${this.safe(this.say(message))}`);
  }

  private toStderr(message: Localized | string): void {
    const text = typeof message === "string" ? message : this.safe(this.say(message));
    this.session.stderr.write(`${text}\n`);
  }

  /** A text of ours that quotes others: control characters visible, secrets gone. */
  private safe(text: string): string {
    return this.hide(lines(text));
  }

  /** Puts *** in the place of values that came from references in the configuration. */
  hide(text: string): string {
    return hideSecrets(text, this.session.secrets);
  }

  /** A progress bar on stderr, shown only to a person who wants one. */
  progress(): Progress {
    const { stderr, env } = this.session;
    const enabled = stderr.isTTY === true && !env.CI && !this.globals.quiet && !this.globals.json;
    return new Progress(stderr, { enabled, language: this.language, clock: this.clock });
  }

  /** Says that the command stops by itself, and soon, once the signal comes. Without this Ctrl-C ends it at once. */
  interruptible(): AbortSignal {
    this.session.interrupt ??= new AbortController();
    return this.session.interrupt.signal;
  }

  /** The signal of a command that stops by itself; undefined for the others. */
  get interruption(): AbortSignal | undefined {
    return this.session.interrupt?.signal;
  }

  /** The same for a command that goes on until it is told to stop: the signal is its proper end (exit code 0). */
  untilStopped(): AbortSignal {
    this.session.endsOnSignal = true;
    return this.interruptible();
  }

  /** Has every text in an error that is not ours pass through this before it is shown. */
  maskWith(mask: (text: string) => string): void {
    this.session.mask = mask;
  }

  /** The code that the process ends with when the command returns; the first one that is not 0 stays. */
  setExitCode(code: number): void {
    if (this.session.exitCode === 0) this.session.exitCode = code;
  }
}
