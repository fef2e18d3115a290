import type { AlertChannelConfig } from "./alert-channels.js";
import { secretForms } from "./secrets.js";

/** Shorter parts of an address are words, not keys. */
const SHORTEST_KEY = 8;

/**
 * Everything in a channel's configuration that no message, log or export may show, in every form in which it could
 * appear (R23): addresses with a key in their path or query, the key alone, passwords, signing secrets, mobile numbers.
 */
export function alertChannelSecrets(config: AlertChannelConfig): string[] {
  const plain: string[] = [];
  if ("url" in config) plain.push(...partsOf(config.url));
  if ("secret" in config && config.secret !== undefined) plain.push(config.secret);
  if ("password" in config && config.password !== undefined) plain.push(config.password, base64(config.password));
  if (config.type === "email" && config.user !== undefined && config.password !== undefined) {
    plain.push(base64(`\0${config.user}\0${config.password}`));
  }
  if (config.type === "sms") plain.push(...config.to, ...Object.values(config.headers));
  return [...new Set(plain.filter((text) => text !== "").flatMap(secretForms))];
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function partsOf(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const url = new URL(address);
  const segments = url.pathname.split("/").filter((part) => part.length >= SHORTEST_KEY && /[\d_-]/.test(part));
  const values = [...url.searchParams.values()].filter((value) => value.length >= SHORTEST_KEY);
  const written = [...segments, ...values].flatMap((part) => [part, encodeURIComponent(part)]);
  const path = `${url.pathname}${url.search}`;
  return [address, url.href, ...(path.length > SHORTEST_KEY ? [path] : []), ...written];
}
