const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Logarithm of the gamma function for x > 0, to about 15 digits.
 *
 * Source: C. Lanczos, A precision approximation of the gamma function, SIAM J. Numer. Anal. B 1 (1964), with the
 * coefficients of P. Godfrey for g = 7; from 20 on Stirling's series (Abramowitz and Stegun 6.1.41).
 */
export function logGamma(x: number): number {
  if (x >= 20) {
    const inverse = 1 / x;
    const square = inverse * inverse;
    const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
  }
  const shifted = x - 1;
  let sum = COEFFICIENTS[0]!;
  for (let i = 1; i < 9; i++) sum += COEFFICIENTS[i]! / (shifted + i);
  const t = shifted + 7.5;
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
