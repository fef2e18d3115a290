import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Localized } from "../core/localized.js";
import { keyAt } from "./keys.js";

const REFERENCE = /\$(\$?)\{([^{}]*)\}/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_SECRET_BYTES = 65_536;

export interface Resolved {
  value: unknown;
  /** Values that came out of references: nothing that people or logs see may hold them. */
  secrets: string[];
  problems: { path: PropertyKey[]; text: Localized }[];
}

/** A text for a key that wants a number, true or false becomes that; anything else stays a text, and the schema judges it. */
export function coerce(path: readonly PropertyKey[], text: string): string | number | boolean {
  const type = keyAt(path)?.type;
  if (type === "boolean") return text.trim() === "true" || (text.trim() === "false" ? false : text);
  const wantsNumber = type === "number" || type === "integer";
  return wantsNumber && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/**
 * Puts values in place of references: `${NAME}` is an environment variable, `${file:PATH}` the content of a file without
 * its last line break (relative to `folder`), `$${` stands for `${`. Keys without a value (null) are left out.
 */
export function resolveReferences(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Resolved {
  const resolved: Resolved = { value: undefined, secrets: [], problems: [] };

  const lookUp = (name: string, path: PropertyKey[]): string => {
    const fail = (text: Localized): string => {
      resolved.problems.push({ path, text });
      return "";
    };
    const found = name.startsWith("file:") ? readSecret(name.slice(5).trim(), folder) : readVariable(name, env);
    if (typeof found !== "string") return fail(found);
    resolved.secrets.push(found);
    return found;
  };

  const walk = (node: unknown, path: PropertyKey[]): unknown => {
    if (typeof node === "string" && node.includes("${")) {
      let used = false;
      const text = node.replace(REFERENCE, (whole, escaped: string, name: string) => {
        if (escaped) return whole.slice(1);
        used = true;
        return lookUp(name, path);
      });
      return used ? coerce(path, text) : text;
    }
    if (Array.isArray(node)) return node.map((entry, index) => walk(entry, [...path, index]));
    if (node === null || typeof node !== "object") return node;
    const entries = Object.entries(node).filter(([, child]) => child !== null);
    return Object.fromEntries(entries.map(([key, child]) => [key, walk(child, [...path, key])]));
  };
  resolved.value = walk(value, []);
  return resolved;
}

function readVariable(name: string, env: Readonly<Record<string, string | undefined>>): string | Localized {
  if (!VARIABLE.test(name)) {
    return {
      zh: `引用写法不对，应为 \${变量名} 或 \${file:路径}；要写 \${ 本身请写 $\${`,
      en: `not a reference: \${NAME} or \${file:PATH} is expected; write $\${ for a literal \${`,
    };
  }
  const value = env[name];
  return value ?? { zh: `环境变量 ${name} 没有设置`, en: `the environment variable ${name} is not set` };
}

function readSecret(path: string, folder: string): string | Localized {
  const full = resolve(folder, path);
  try {
    if (statSync(full).size > MAX_SECRET_BYTES)
      return { zh: `文件 ${path} 超过 64 KB`, en: `the file ${path} is above 64 KB` };
    return readFileSync(full, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return { zh: `文件 ${path} 读不了（${code}）`, en: `the file ${path} cannot be read (${code})` };
  }
}
