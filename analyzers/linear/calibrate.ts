/** Margins of one example, one per label, and the index of its true label. */
export interface Judged {
  margins: Float64Array;
  truth: number;
}

/** The mean of −log p(truth) when the margins are multiplied by `sharpness` before the softmax. */
export function logLoss(judged: readonly Judged[], sharpness: number): number {
  let loss = 0;
  for (const { margins, truth } of judged) {
    const greatest = Math.max(...margins);
    let sum = 0;
    for (const margin of margins) sum += Math.exp((margin - greatest) * sharpness);
    loss += Math.log(sum) - (margins[truth]! - greatest) * sharpness;
  }
  return loss / judged.length;
}

/**
 * Temperature scaling (Guo et al., ICML 2017): the one factor, its inverse temperature, that makes the probabilities of
 * examples not seen in training as honest as they can be. The loss is convex in it: golden-section search.
 */
export function fitSharpness(judged: readonly Judged[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = 0.1;
  let high = 20;
  while (high - low > 1e-3) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (logLoss(judged, left) < logLoss(judged, right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

/**
 * Expected calibration error: how far, on average, the confidence is from the share that is right, over ten equal bins
 * of confidence.
 */
export function calibrationError(answers: readonly { confidence: number; right: boolean }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0 }));
  for (const { confidence, right } of answers) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / answers.length;
}
