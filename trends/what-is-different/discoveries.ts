/**
 * Which of many findings to tell, so that at most a share `rate` of those told are false on average.
 * `tests`: how many were looked at in all, where the probabilities are the smallest of them only.
 *
 * Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, J. R. Statist. Soc. B 57 (1995).
 */
export function discoveries<T extends { readonly chance: number }>(
  findings: readonly T[],
  rate: number,
  tests = findings.length,
): T[] {
  const sorted = [...findings].sort((a, b) => a.chance - b.chance);
  let told = 0;
  sorted.forEach(({ chance }, index) => {
    if (chance <= (rate * (index + 1)) / Math.max(tests, sorted.length)) told = index + 1;
  });
  return sorted.slice(0, told);
}
