import { keyAt } from "./keys.js";

/** Secrets shorter than this are left alone: hiding every "1" would make messages unreadable. */
const SHORTEST_SECRET = 4;

/** Parameters of an address that open a door: `?key=…`, `?access_token=…`. */
const SECRET_PARAMETER = /key|token|secret|sign|pass|auth|code/i;

/** A value of the configuration that holds a secret. */
export interface SecretValue {
  path: PropertyKey[];
  /** The whole value, as it was given. */
  text: string;
  /** The secret parts of it, in every form in which a message could show them. */
  secrets: string[];
}

/** Puts *** in the place of every secret in a text. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return replaceAll(
    text,
    secrets.filter((secret) => secret.length >= SHORTEST_SECRET),
  );
}

function replaceAll(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .filter((secret) => secret !== "")
    .sort((a, b) => b.length - a.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
}

/** A secret as it is, and as it stands in JSON. */
export function secretForms(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1)])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What must not be shown of an address: its password, its user name where it has no password (a token is given so),
 * and parameters that are keys. Of a text that is no address but has an @, everything.
 */
function secretsOfAddress(text: string): string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // `redis:/user:password@host` is an address for the parser, though not for anybody else.
  if (!url?.host) return text.includes("@") ? [text, ...text.split(/[:/@]+/).slice(1)] : [];
  const parameters = [...url.searchParams].filter(([name]) => SECRET_PARAMETER.test(name)).map(([, value]) => value);
  // As it was written: the parser has changed what had to be escaped.
  const written = /^[^/]*\/\/([^/?#]*)@/.exec(text)?.[1] ?? "";
  const user = written.split(":")[0]!;
  const door = url.password ? [written.slice(user.length + 1), url.password] : [user, url.username];
  return [...door, ...parameters].flatMap((secret) => [secret, decoded(secret), encodeURIComponent(secret)]);
}

/** Every value of a configuration that holds a secret, whether it was written there or came by reference. */
export function secretValues(tree: unknown): SecretValue[] {
  const found: SecretValue[] = [];
  const walk = (node: unknown, path: PropertyKey[]): void => {
    if (node !== null && typeof node === "object") {
      const entries = Array.isArray(node) ? node.entries() : Object.entries(node);
      for (const [key, child] of entries) walk(child, [...path, key]);
      return;
    }
    const kind = keyAt(path)?.secret;
    if (!kind || node === null || node === undefined) return;
    const text = String(node);
    const secrets = kind === "whole" ? [text] : secretsOfAddress(text);
    const forms = [...new Set(secrets.filter((secret) => secret !== "").flatMap(secretForms))];
    if (forms.length > 0) found.push({ path, text, secrets: forms });
  };
  walk(tree, []);
  return found;
}

/** The same tree with *** for every secret, those of its own and those given, however short. */
export function withoutSecrets(tree: unknown, given: readonly string[]): unknown {
  const walk = (node: unknown, path: PropertyKey[]): unknown => {
    if (typeof node === "string") {
      const kind = keyAt(path)?.secret;
      if (kind === "whole") return "***";
      return hideSecrets(kind ? replaceAll(node, secretsOfAddress(node)) : node, given);
    }
    if (Array.isArray(node)) return node.map((child, index) => walk(child, [...path, index]));
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child, [...path, key])]));
  };
  return walk(tree, []);
}
