/** Draws of random variables from a source of uniform ones on [0, 1). */
export class Draw {
  constructor(readonly uniform: () => number) {}

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * (1 - this.uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Large means are halved by gamma draws until they are small (J. H. Ahrens and U. Dieter, Computing 12, 1974). */
  poisson(mean: number): number {
    let count = 0;
    let rest = mean;
    while (rest > 15) {
      const order = Math.floor(rest * 0.875);
      const at = this.gamma(order);
      if (at > rest) return count + this.binomial(order - 1, rest / at);
      count += order;
      rest -= at;
    }
    const limit = Math.exp(-rest);
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count += 1;
    return count;
  }

  private binomial(n: number, p: number): number {
    let count = 0;
    for (let i = 0; i < n; i++) if (this.uniform() < p) count += 1;
    return count;
  }

  /** Negative binomial of a mean and a dispersion (variance ÷ mean); Poisson at 1. */
  count(mean: number, dispersion: number): number {
    if (mean <= 0) return 0;
    return this.poisson(dispersion <= 1 ? mean : this.gamma(mean / (dispersion - 1)) * (dispersion - 1));
  }
}
