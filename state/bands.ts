/**
 * Bands are kept by period, so that new ones go to the same few pages and old ones leave in one sweep. 64 days: a window
 * of a month to either side touches two periods.
 */
export const PERIOD = 64 * 86_400_000;

/** A 53-bit number for a band key. Two keys on one number only make one more candidate. */
export function bandNumber(key: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    high ^= low >>> 15;
  }
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0);
}
