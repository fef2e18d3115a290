const DAY_MS = 86_400_000;

/**
 * What a `Retry-After` header asks for, ms from now: seconds, or a date (RFC 9110, 10.2.3). At most a day; undefined for
 * what is neither.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, DAY_MS);
  const at = /^[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), DAY_MS);
}
