import { Command, Option } from "commander";
import type { Language, Localized } from "../core/localized.js";
import { dressHelp } from "./help.js";
import type { Session } from "./session.js";
import { type GlobalOptions, Shell } from "./shell.js";

export interface OptionSpec {
  /** As commander reads it: `--limit <n>`, `-o, --output <file>`. */
  flags: string;
  help: Localized;
  /** Turns the text into a value; gets the value so far, so that an option can be repeated. Throws UsageError. */
  parse?: (text: string, previous: never) => unknown;
  default?: unknown;
}

/** A command as its file describes it; everything that all commands share is added by {@link makeCommand}. */
export interface CommandSpec<Options> {
  name: string;
  /** As commander reads them: `<query>`, `[file]`. */
  arguments?: { name: string; help: Localized }[];
  summary: Localized;
  /** More than a line, shown in the command's own help. */
  details?: Localized;
  options?: OptionSpec[];
  examples: { line: string; shows: Localized }[];
  run(shell: Shell, options: Options & GlobalOptions, args: readonly (string | undefined)[]): Promise<void> | void;
}

function addOption(command: Command, { flags, help, parse, default: value }: OptionSpec, language: Language): void {
  const option = new Option(flags, help[language]);
  if (value !== undefined) option.default(value);
  if (parse) option.argParser(parse as (text: string, previous: unknown) => unknown);
  command.addOption(option);
}

function examples(spec: CommandSpec<never>, language: Language): string {
  const title = language === "zh" ? "例子：" : "Examples:";
  const list = spec.examples.map(({ line, shows }) => `  ${line}\n      ${shows[language]}`);
  return `\n${title}\n${list.join("\n")}\n`;
}

/** Builds commander's command out of ours, in the language of the session. */
export function makeCommand<Options>(session: Session, spec: CommandSpec<Options>): Command {
  const { language } = session;
  const command = new Command(spec.name).summary(spec.summary[language]);
  command.description([spec.summary[language], spec.details?.[language]].filter(Boolean).join("\n\n"));
  for (const { name, help } of spec.arguments ?? []) command.argument(name, help[language]);
  for (const option of spec.options ?? []) addOption(command, option, language);
  command.addHelpText("after", examples(spec as CommandSpec<never>, language));
  dressHelp(command, session);
  command.action(async () => {
    const options = command.optsWithGlobals<Options & GlobalOptions>();
    await spec.run(new Shell(session, options), options, command.processedArgs as (string | undefined)[]);
  });
  return command;
}

/** A command that only groups others: `minyi config check`. */
export function makeGroup(session: Session, name: string, summary: Localized, commands: readonly Command[]): Command {
  const group = new Command(name).summary(summary[session.language]).description(summary[session.language]);
  group.helpCommand(false);
  dressHelp(group, session);
  for (const command of commands) group.addCommand(command);
  return group;
}
