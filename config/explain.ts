import type { z } from "zod";
import type { Localized } from "../core/localized.js";
import { configKeys, keyAt, pathText } from "./keys.js";
import { nearest } from "./nearest.js";

type Issue = z.core.$ZodIssue;

/** An issue of the schema in words, with the path it is about and whether the key itself is at fault. */
export interface Explained {
  path: PropertyKey[];
  atKey: boolean;
  text: Localized;
}

const KINDS: Readonly<Record<string, Localized>> = {
  string: { zh: "文字", en: "a text" },
  boolean: { zh: "是或否（true 或 false）", en: "true or false" },
  number: { zh: "数字", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  integer: { zh: "整数", en: "a whole number" },
  array: { zh: "列表（每项以 - 开头）", en: "a list (each entry starts with -)" },
  object: { zh: "下一级的“键: 值”", en: 'further "key: value" lines' },
  record: { zh: "下一级的“键: 值”", en: 'further "key: value" lines' },
};

/** A value as messages show it: short, on one line, secrets out. */
function shown(value: unknown, isSecret: (text: string) => boolean): string {
  if (value !== null && typeof value === "object") return Array.isArray(value) ? "[…]" : "{…}";
  const text = String(value);
  if (isSecret(text)) return "***";
  return JSON.stringify(typeof value === "string" && text.length > 40 ? `${text.slice(0, 40)}…` : value) ?? text;
}

/** Patterns of the schema in words. */
const PATTERNS: Readonly<Record<string, Localized>> = {
  "/^[a-z][a-z0-9-]*$/": {
    zh: "小写字母、数字和 - 组成的名称，以字母开头",
    en: "a name of small letters, digits and -, beginning with a letter",
  },
};
const NAME: Localized = { zh: "文字、数字、_ 或 - 组成的名称", en: "a name of letters, digits, _ and -" };
const WEB_ADDRESS: Localized = { zh: "网址，如 http://10.0.0.5:9200", en: "an address such as http://10.0.0.5:9200" };
const REDIS_ADDRESS: Localized = {
  zh: " Redis 的地址，如 redis://10.0.0.6:6379",
  en: "an address of Redis such as redis://10.0.0.6:6379",
};

/** What a text should have been like. */
function format(path: readonly PropertyKey[], issue: { format: string; pattern?: string | undefined }): Localized {
  if (issue.format !== "url") return PATTERNS[issue.pattern ?? ""] ?? NAME;
  return pathText(path) === "queue.redis" ? REDIS_ADDRESS : WEB_ADDRESS;
}

/** Too few or too many characters, entries; undefined where the value is a number. */
function size(issue: { origin: string; minimum?: unknown; maximum?: unknown }): Localized | undefined {
  const { origin, minimum: least, maximum: most } = issue;
  if (origin === "array") return { zh: `至少要有 ${least} 项`, en: `needs at least ${least}` };
  if (origin !== "string") return undefined;
  if (most !== undefined) return { zh: `最多 ${most} 个字符`, en: `must have at most ${most} characters` };
  return least === 1
    ? { zh: "不能为空", en: "must not be empty" }
    : { zh: `至少要有 ${least} 个字符`, en: `must have at least ${least} characters` };
}

/** The names that could have stood where an unknown key stands; of a source, those that its type has. */
function siblings(path: readonly PropertyKey[], sourceType: unknown): string[] {
  const group = keyAt(path);
  if (group?.type === "map") return (group.values ?? []).map(String);
  const prefix = path.length > 0 ? `${pathText(path).replace(/\[\d+\]/g, "[]")}.` : "";
  return [...configKeys().values()]
    .filter((key) => key.path.startsWith(prefix) && !/[.[]/.test(key.path.slice(prefix.length)))
    .filter((key) => typeof sourceType !== "string" || (key.sourceTypes?.includes(sourceType) ?? true))
    .map((key) => key.path.slice(prefix.length));
}

function unknownKey(path: PropertyKey[], name: string, allowed: readonly string[]): Explained {
  const meant = nearest(name, allowed);
  const elsewhere = [...configKeys().keys()].find((key) => key.endsWith(`.${name}`) && !key.includes("["));
  const hint: Localized = meant
    ? { zh: `，是不是 ${meant}？`, en: `; did you mean ${meant}?` }
    : elsewhere
      ? { zh: `，是不是该写在 ${elsewhere}？`, en: `; should it be ${elsewhere}?` }
      : { zh: `；可用的有 ${allowed.join("、")}`, en: `; known here: ${allowed.join(", ")}` };
  return {
    path: [...path, name],
    atKey: true,
    text: { zh: `没有这个配置项${hint.zh}`, en: `is not a key of the configuration${hint.en}` },
  };
}

function expected(zh: string, en: string, got: string | undefined): Localized {
  if (got === undefined) return { zh: `必须填写，应为${zh}`, en: `has to be given: ${en}` };
  return { zh: `应为${zh}，实际是 ${got}`, en: `should be ${en}, not ${got}` };
}

function choice(values: readonly unknown[], value: unknown, got: string | undefined): Localized {
  const texts = values.map((v) => JSON.stringify(v).slice(1, -1));
  const text = expected(` ${texts.join("、")} ${values.length > 1 ? "之一" : ""}`.trimEnd(), texts.join(", "), got);
  const meant = typeof value === "string" ? nearest(value, texts) : undefined;
  return meant ? { zh: `${text.zh}，是不是 ${meant}？`, en: `${text.en}; did you mean ${meant}?` } : text;
}

function range(path: readonly PropertyKey[], issue: { minimum?: unknown; maximum?: unknown }, got: string): Localized {
  const { minimum = issue.minimum, maximum = issue.maximum } = keyAt(path) ?? {};
  if (minimum !== undefined && maximum !== undefined) {
    return expected(` ${minimum} 到 ${maximum} 之间的数`, `between ${minimum} and ${maximum}`, got);
  }
  return minimum !== undefined
    ? expected(`不小于 ${minimum} 的数`, `at least ${minimum}`, got)
    : expected(`不大于 ${maximum} 的数`, `at most ${maximum}`, got);
}

/**
 * Puts an issue of the schema into words. `at` gives the value that stands at a path (undefined: none); values for
 * which `isSecret` holds are not quoted.
 */
export function explain(
  issue: Issue,
  at: (path: readonly PropertyKey[]) => unknown,
  isSecret: (text: string) => boolean,
): Explained[] {
  const path = [...issue.path];
  const value = at(path);
  const hidden = keyAt(path)?.secret === "whole" ? () => true : isSecret;
  const got = value === undefined ? undefined : shown(value, hidden);
  const one = (text: Localized): Explained[] => [{ path, atKey: false, text }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => unknownKey(path, name, siblings(path, at([...path, "type"]))));
    case "invalid_type": {
      const kind = KINDS[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return one(expected(kind.zh, kind.en, got));
    }
    case "invalid_value":
      return one(choice(issue.values, value, got));
    case "invalid_union":
      return one(choice("options" in issue ? (issue.options as unknown[]) : [], value, got));
    case "too_small":
    case "too_big":
      return one(size(issue) ?? range(path, issue as { minimum?: unknown; maximum?: unknown }, got ?? ""));
    case "invalid_format": {
      const { zh, en } = format(path, issue);
      return one(expected(zh, en, got));
    }
    case "custom": {
      const zh = issue.params?.zh;
      return one({ zh: typeof zh === "string" ? zh : issue.message, en: issue.message });
    }
    default:
      return one({ zh: `不合要求（${issue.message}）`, en: issue.message });
  }
}
