/** Names of parameters that hold keys, such as RSSHub's `key` and `code`. */
const SECRET_NAME = /key|token|secret|passw|code|sign|auth/i;

/** An address as it may be shown, logged and kept: without the keys in its query. */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (SECRET_NAME.test(name)) url.searchParams.set(name, "***");
  return url.href;
}
