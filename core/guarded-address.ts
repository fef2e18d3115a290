import ipaddr from "ipaddr.js";

/** Azure hands out metadata and keys at this address, which looks like any other on the internet. */
const METADATA = new Set(["168.63.129.16"]);

const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];
const NAT64 = ipaddr.parseCIDR("64:ff9b::/96") as [ipaddr.IPv6, number];

/**
 * Whether an IP address belongs to a machine on the public internet: not to this machine, a private network, a cloud's
 * metadata service, multicast or a range reserved for other uses. Addresses that only carry an IPv4 address (mapped,
 * NAT64) count as that one; other tunnels (6to4, Teredo) are never public. What is no IP address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === "ipv4") return parsed.range() === "unicast" && !METADATA.has(parsed.toString());
  const wide = parsed as ipaddr.IPv6;
  if (wide.isIPv4MappedAddress()) return isPublicAddress(wide.toIPv4Address().toString());
  if (wide.match(NAT64)) return isPublicAddress(wide.toByteArray().slice(12).join("."));
  return wide.match(GLOBAL_UNICAST) && wide.range() === "unicast";
}

/** The IP address that a host of a parsed URL spells, or undefined where it is a name. */
export function addressOf(hostname: string): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** Port of a URL as a number, the scheme's own where it names none. */
export function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

/**
 * Whether a URL's host stands in the list of hosts that may be fetched from although they are inside the own network:
 * `host` for every port, `host:port` for that one. Spellings of the same address count as one; names are compared whole.
 */
export function isAllowedHost(url: URL, allowHosts: readonly string[]): boolean {
  return allowHosts.some((entry) => {
    const allowed = parseEntry(entry);
    return allowed?.host === url.hostname && (allowed.port === undefined || allowed.port === portOf(url));
  });
}

function parseEntry(entry: string): { host: string; port: number | undefined } | undefined {
  const text = entry.trim();
  const whole = ipaddr.IPv6.isValid(text) ? `[${text}]` : text;
  const colon = whole.lastIndexOf(":");
  const port = /^\d{1,5}$/.test(whole.slice(colon + 1)) ? whole.slice(colon + 1) : undefined;
  const host = port === undefined || colon < 0 ? whole : whole.slice(0, colon);
  if (/[/?#@\\]/.test(host) || !URL.canParse(`http://${host}/`)) return undefined;
  return { host: new URL(`http://${host}/`).hostname, port: port === undefined ? undefined : Number(port) };
}
