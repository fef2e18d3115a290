import { z } from "zod";
import type { Localized } from "../core/localized.js";
import { CHINESE_HELP } from "./help.js";
import { configSchema } from "./schema.js";

/** One key of the configuration, as help, template, environment and error messages need to know it. */
export interface ConfigKey {
  /** Where it stands: `state.path`, `sources[].name`, `sources[].map.*`. */
  path: string;
  type: "string" | "number" | "integer" | "boolean" | "list" | "section" | "map";
  help: Localized;
  /** Absent where there is none: the key is then off, or has to be given. */
  default?: unknown;
  /** The values it can have; of a map, the names its entries can have. */
  values?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  required: boolean;
  /** Names a file or folder, or (type `list`) several. */
  file: boolean;
  /** The whole value is a secret, or it is an address (or a list of them) that may have credentials in it. */
  secret?: "whole" | "address";
  /** For keys of a source: the types that have it. */
  sourceTypes?: readonly string[];
}

interface JsonSchema {
  type?: string;
  description?: string;
  default?: unknown;
  const?: string;
  enum?: (string | number)[];
  format?: string;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  propertyNames?: JsonSchema;
}

function typeOf(schema: JsonSchema): ConfigKey["type"] {
  if (schema.type === "array") return "list";
  if (schema.propertyNames) return "map";
  if (schema.type === "object") return "section";
  return schema.type as "string" | "number" | "integer" | "boolean";
}

function secretOf({ format, items }: JsonSchema): ConfigKey["secret"] {
  if (format === "password") return "whole";
  return format === "uri" || items?.format === "uri" ? "address" : undefined;
}

function keyOf(path: string, schema: JsonSchema, required: boolean): ConfigKey {
  const type = typeOf(schema);
  const values = schema.const === undefined ? (schema.enum ?? schema.propertyNames?.enum) : [schema.const];
  const secret = secretOf(schema);
  return {
    path,
    type,
    help: { zh: CHINESE_HELP[path] ?? "", en: schema.description ?? "" },
    ...(type !== "section" && schema.default !== undefined ? { default: schema.default } : {}),
    ...(values ? { values } : {}),
    ...(schema.minimum !== undefined ? { minimum: schema.minimum } : {}),
    ...(schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER ? { maximum: schema.maximum } : {}),
    required,
    file: schema.format === "path" || schema.items?.format === "path",
    ...(secret ? { secret } : {}),
  };
}

/** Collects keys in the order of the schema; a key that several variants of a list's items share appears once. */
function collect(path: string, schema: JsonSchema, into: Map<string, ConfigKey>, variant?: string): void {
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const childPath = path ? `${path}.${name}` : name;
    const known = into.get(childPath);
    const made = keyOf(childPath, child, schema.required?.includes(name) ?? false);
    if (!known) into.set(childPath, variant ? { ...made, sourceTypes: [variant] } : made);
    else if (variant) {
      const values = [...new Set([...(known.values ?? []), ...(made.values ?? [])])];
      into.set(childPath, {
        ...known,
        ...(values.length > 0 ? { values } : {}),
        sourceTypes: [...(known.sourceTypes ?? []), variant],
      });
    }
    collect(childPath, child, into, variant);
    for (const item of child.items?.oneOf ?? []) {
      collect(`${childPath}[]`, item, into, item.properties?.type?.const ?? "");
    }
  }
}

/** The schema in JSON's own language, as it is for someone who writes a file (keys with a default may be left out). */
export function rawJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: "input" }) as Record<string, unknown>;
}

let keys: ReadonlyMap<string, ConfigKey> | undefined;

/** Every key of the configuration by its path, in the order of the schema. */
export function configKeys(): ReadonlyMap<string, ConfigKey> {
  if (!keys) {
    const into = new Map<string, ConfigKey>();
    collect("", rawJsonSchema() as JsonSchema, into);
    keys = into;
  }
  return keys;
}

/** `["sources", 0, "map", "title"]` → `sources[0].map.title`, as messages print it. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    "",
  );
}

/** The known key that a path of a file stands for, numbers of list entries left out; of a list's entry, the list. */
export function keyAt(path: readonly PropertyKey[]): ConfigKey | undefined {
  const name = pathText(path).replace(/\[\d+\]/g, "[]");
  return configKeys().get(name) ?? (name.endsWith("[]") ? configKeys().get(name.slice(0, -2)) : undefined);
}
