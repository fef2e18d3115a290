import type { DailySeries, Unjudged } from "../../trends/baseline/daily-series.js";
import { lowerMidP, quantile, upperMidP } from "../../trends/burst/negative-binomial.js";
import type { TrendTests, Unusual } from "./trend-tests.js";

function all(series: readonly DailySeries[], day: number, chance: number, up: boolean): (Unusual | Unjudged)[] {
  const out = series.map((s): Unusual | Unjudged => {
    const last = day - s.first;
    if (s.known[last] !== 1) return { judged: false, why: { zh: "没有数据", en: "no data" } };
    let n = 0,
      sum = 0;
    for (let b = 7; b <= 56; b += 7)
      if (last - b >= 0 && s.known[last - b] === 1) {
        n++;
        sum += s.counts[last - b]!;
      }
    if (n < 4) return { judged: false, why: { zh: "历史太短，不作判断", en: "too little history: not judged" } };
    const mean = Math.max(sum / n, 0.05),
      observed = s.counts[last]!;
    const p = (up ? upperMidP : lowerMidP)(observed, mean, 2.3);
    return {
      judged: true,
      significant: p * series.length < chance,
      p: Math.min(1, p * series.length),
      window: 1,
      observed,
      expected: mean,
      low: quantile(0.025, mean, 2.3),
      high: quantile(0.975, mean, 2.3),
      since: p * series.length < chance ? day : undefined,
      days: n,
    };
  });
  return out;
}
export const TREND_TESTS: TrendTests = {
  history: 182,
  bursts: (s, d, _, p) => all(s, d, p, true),
  silences: (s, d, _, p) => all(s, d, p, false),
};
