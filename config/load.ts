import { existsSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { hashOf } from "../core/ids.js";
import type { Localized } from "../core/localized.js";
import { alertChannelSecrets } from "./alert-channel-secrets.js";
import { ConfigError, type Problem } from "./config-error.js";
import { environmentOverrides, type Override, overruled } from "./environment.js";
import { explain } from "./explain.js";
import { absolutePaths } from "./file-paths.js";
import { pathText } from "./keys.js";
import { resolveReferences } from "./references.js";
import { configSchema, type MinyiConfig } from "./schema.js";
import { secretForms, secretValues, withoutSecrets } from "./secrets.js";
import { type Position, readYamlFile, type YamlFile } from "./yaml-file.js";

/** The file that is looked for in the current folder. */
export const CONFIG_FILE = "minyi.yaml";

export interface LoadedConfig {
  /** Complete: defaults filled in, files and folders absolute. */
  config: MinyiConfig;
  /** The file it came from; absent when there is none and everything is default or environment. */
  path?: string;
  /** Hash of all settings in effect, for the run's manifest; secrets do not enter it. */
  hash: string;
  warnings: Localized[];
  /** Values of `${…}` references and of keys that hold secrets: whatever prints or logs puts *** in their place. */
  secrets: string[];
}

export interface ConfigSource {
  /** `--config`; default: `MINYI_CONFIG`, then `minyi.yaml` of the current folder when it is there. */
  path?: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

function findFile({ path, env, cwd }: ConfigSource): string | undefined {
  const named = path ?? (env.MINYI_CONFIG || undefined);
  if (named) return resolve(cwd, named);
  const usual = resolve(cwd, CONFIG_FILE);
  return existsSync(usual) ? usual : undefined;
}

/** How messages call the file: short when it lies below the current folder. */
function nameOf(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Lays a setting over a tree without touching the original. */
function withValue(tree: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const branch = isPlainObject(tree) ? tree : {};
  return { ...branch, [first]: withValue(branch[first], rest, value) };
}

function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, part) =>
      node !== null && typeof node === "object" && Object.hasOwn(node, part)
        ? (node as Record<PropertyKey, unknown>)[part]
        : undefined,
    tree,
  );
}

/**
 * Loads the configuration: file, then environment over it, then defaults under it. Throws {@link ConfigError} (exit
 * code 2) that names every problem with file, line, column and key; never a part of a configuration.
 */
export function loadConfig(source: ConfigSource): LoadedConfig {
  const path = findFile(source);
  const folder = path ? dirname(path) : source.cwd;
  const name = path ? nameOf(path, source.cwd) : "";
  const file = path ? readYamlFile(path, name) : undefined;
  const references = resolveReferences(file?.value ?? {}, source.env, folder);
  const { overrides, warnings } = environmentOverrides(source.env, source.cwd);
  const tree = overrides.reduce((base, { path: at, value }) => withValue(base, at, value), references.value);

  const parsed = configSchema.safeParse(tree);
  const secrets = [
    ...new Set([...references.secrets.flatMap(secretForms), ...secretValues(tree).flatMap((value) => value.secrets)]),
  ];
  const isSecret = (text: string): boolean => secrets.some((secret) => secret !== "" && text.includes(secret));
  const problems: Problem[] = [
    ...references.problems.map(({ path: at, text }) => ({ ...placeOf(at, false, file, name, []), text })),
    ...(parsed.error?.issues ?? [])
      .flatMap((issue) => explain(issue, (at) => valueAt(tree, at), isSecret))
      .filter(({ path: at }) => !references.problems.some((problem) => pathText(problem.path) === pathText(at)))
      .map(({ path: at, atKey, text }) => ({ ...placeOf(at, atKey, file, name, overrides), text })),
  ];
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)));
  }
  return {
    config: absolutePaths(parsed.data, folder),
    ...(path ? { path } : {}),
    hash: hashOf(JSON.stringify(withoutSecrets(parsed.data, references.secrets))),
    warnings: [
      ...warnings,
      ...overruled(file?.value, overrides, name),
      ...(path ? exposed(path, name, file?.value) : []),
    ],
    secrets: [...new Set([...secrets, ...parsed.data.alerts.channels.flatMap(alertChannelSecrets)])],
  };
}

/** Secrets that stand in the file itself while other users of the machine can read it. */
function exposed(path: string, name: string, written: unknown): Localized[] {
  if (process.platform === "win32") return [];
  const mode = statSync(path).mode & 0o777;
  const keys = secretValues(written)
    .filter(({ text }) => !text.includes("${"))
    .map((value) => pathText(value.path));
  if ((mode & 0o077) === 0 || keys.length === 0) return [];
  const octal = mode.toString(8);
  return [
    {
      zh: `${name} 里直接写着密码或令牌（${keys.join("、")}），其他用户也能读到（权限 ${octal}）：请运行 chmod 600 ${name}，或改写成 \${环境变量名}。`,
      en: `${name} holds secrets as they are (${keys.join(", ")}) and other users can read it (mode ${octal}): run chmod 600 ${name}, or write \${NAME_OF_VARIABLE} instead.`,
    },
  ];
}

/** Says where a problem stands: in the file, or in the variable that overrides it. */
function placeOf(
  path: readonly PropertyKey[],
  atKey: boolean,
  file: YamlFile | undefined,
  name: string,
  overrides: readonly Override[],
): Omit<Problem, "text"> {
  const key = path.length > 0 ? { key: pathText(path) } : {};
  const override = overrides.findLast(
    (o) => o.path.join(".") === path.filter((part) => typeof part === "string").join("."),
  );
  if (override) return { variable: override.variable, ...key };
  const position: Position | undefined = file?.locate(path, atKey);
  return { ...(name ? { file: name } : {}), ...position, ...key };
}
