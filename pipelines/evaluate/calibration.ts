/** What was claimed of one row (a confidence, a score), and what was true (1 or 0; −1, 0 or 1). */
export interface Claim {
  claimed: number;
  actual: number;
}

export interface ReliabilityBin {
  from: number;
  to: number;
  n: number;
  /** Mean of what was claimed, and of what was true; they are equal where claims are honest. */
  claimed: number;
  actual: number;
}

export interface Calibration {
  /** Expected calibration error: how far claim and truth are apart in a bin, on average over the rows. */
  error: number;
  /** Bins of equal width; those without a row are left out. */
  bins: ReliabilityBin[];
}

const BINS = 10;

/** How honest claims between `from` and `to` are. */
export function calibrationOf(claims: readonly Claim[], [from, to]: readonly [number, number]): Calibration {
  const step = (to - from) / BINS;
  const groups = Array.from({ length: BINS }, (): Claim[] => []);
  for (const claim of claims) {
    // A hair more than the claim itself: 0.7 belongs to the bin that begins there, whatever 0.7 / 0.1 comes to.
    const at = Math.floor((claim.claimed - from) / step + 1e-9);
    groups[Math.min(BINS - 1, Math.max(0, at))]!.push(claim);
  }
  const mean = (group: readonly Claim[], key: keyof Claim) =>
    group.reduce((sum, one) => sum + one[key], 0) / group.length;
  const edge = (bin: number) => Math.round((from + bin * step) * 1000) / 1000;
  const bins = groups.flatMap((group, bin) =>
    group.length === 0
      ? []
      : [
          {
            from: edge(bin),
            to: edge(bin + 1),
            n: group.length,
            claimed: mean(group, "claimed"),
            actual: mean(group, "actual"),
          },
        ],
  );
  const error = bins.reduce((sum, { n, claimed, actual }) => sum + n * Math.abs(claimed - actual), 0);
  return { error: claims.length === 0 ? 0 : error / claims.length, bins };
}
