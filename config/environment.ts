import { resolve } from "node:path";
import type { Localized } from "../core/localized.js";
import { type ConfigKey, configKeys } from "./keys.js";
import { nearest } from "./nearest.js";
import { coerce } from "./references.js";

/** One setting taken from the environment. */
export interface Override {
  variable: string;
  path: string[];
  value: unknown;
}

/** Variables of ours that are not keys of the configuration. */
const OTHER_VARIABLES = ["MINYI_CONFIG"];

/**
 * Addresses of servers under the names by which they are usually passed on. Each of them also switches to the engine
 * that the server is for; a variable of ours for the same key counts more.
 */
const SERVERS = [
  { variable: "ELASTICSEARCH_URL", address: "store.node", engine: { key: "store.type", value: "elasticsearch" } },
  { variable: "REDIS_URL", address: "queue.redis", engine: { key: "queue.type", value: "bullmq" } },
] as const;

/**
 * The variable that overrides a key: `topic.abstainBelow` → `MINYI_TOPIC_ABSTAIN_BELOW`; `language` is `MINYI_LANG`.
 * Absent for sources and for keys that group others.
 */
function variableOf(key: ConfigKey): string | undefined {
  if (key.path === "language") return "MINYI_LANG";
  if (key.path.includes("[") || key.path === "sources" || key.type === "section" || key.type === "map")
    return undefined;
  const snake = key.path.replace(/([a-z])([A-Z])/g, "$1_$2").replace(/\./g, "_");
  return `MINYI_${snake.toUpperCase()}`;
}

/** Every variable that has a say in a key, the one that counts most first. */
export function variablesOf(key: ConfigKey): string[] {
  const own = variableOf(key);
  const servers = SERVERS.filter(({ address, engine }) => address === key.path || engine.key === key.path);
  return [...(own ? [own] : []), ...servers.map(({ variable }) => variable)];
}

function serverOverrides(env: Readonly<Record<string, string | undefined>>): Override[] {
  return SERVERS.flatMap(({ variable, address, engine }) => {
    const text = env[variable]?.trim();
    if (!text) return [];
    const list = configKeys().get(address)?.type === "list";
    return [
      { variable, path: engine.key.split("."), value: engine.value },
      { variable, path: address.split("."), value: list ? parts(text) : text },
    ];
  });
}

function parts(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Says where the address of a server in the environment overrules an engine that the file names. */
export function overruled(written: unknown, overrides: readonly Override[], file: string): Localized[] {
  return SERVERS.flatMap(({ variable, engine: { key, value } }) => {
    const [section, name] = key.split(".") as [string, string];
    const named = (written as Record<string, Record<string, unknown> | null> | null | undefined)?.[section]?.[name];
    const last = overrides.findLast(({ path }) => path.join(".") === key);
    if (last?.variable !== variable || typeof named !== "string" || named === value) return [];
    const other = variableOf(configKeys().get(key)!);
    return [
      {
        zh: `${file} 写的是 ${key}: ${named}，但设了环境变量 ${variable}，所以用 ${value}。要用 ${named}，请去掉该变量，或设 ${other}=${named}。`,
        en: `${file} says ${key}: ${named}, but the variable ${variable} is set, so it is ${value}. For ${named} remove the variable, or set ${other}=${named}.`,
      },
    ];
  });
}

/**
 * Settings given by environment variables. Lists are separated by commas; files are relative to `cwd`, since that is
 * where the one who sets the variable stands. An empty variable counts as not set.
 */
export function environmentOverrides(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): { overrides: Override[]; warnings: Localized[] } {
  const overrides = serverOverrides(env);
  const known = new Set(OTHER_VARIABLES);
  for (const key of configKeys().values()) {
    const variable = variableOf(key);
    if (!variable) continue;
    known.add(variable);
    const text = env[variable];
    if (text === undefined || text === "") continue;
    const path = key.path.split(".");
    const whole = (part: string): string => (key.file ? resolve(cwd, part) : part);
    const list = (): string[] => parts(text).map(whole);
    overrides.push({ variable, path, value: key.type === "list" ? list() : coerce(path, whole(text)) });
  }
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith("MINYI_") && !known.has(name))
    .flatMap((name) => {
      const meant = nearest(name, known);
      return meant
        ? [
            {
              zh: `环境变量 ${name} 不起作用，是不是 ${meant}？`,
              en: `The environment variable ${name} has no effect; did you mean ${meant}?`,
            },
          ]
        : [];
    });
  return { overrides, warnings };
}
