import { rankOf } from "../../alerts/levels.js";
import type { TrackedCase } from "../../state/alert-cases.js";

const STATUS_ORDER = ["firing", "acknowledged", "pending", "resolved"];

/** Cases as officials need them: open ones first, those that nobody has taken on before the others; the gravest first. */
export function inOrder(cases: readonly TrackedCase[]): TrackedCase[] {
  const over = ({ status }: TrackedCase): number => (status === "resolved" ? 1 : 0);
  return [...cases].sort(
    (a, b) =>
      over(a) - over(b) ||
      (over(a) === 0
        ? rankOf(b.level) - rankOf(a.level) || STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status)
        : 0) ||
      b.number - a.number,
  );
}
