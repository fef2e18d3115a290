import type { Rule } from "../../alerts/rules/rule.js";
import { nearest } from "../../config/nearest.js";
import { UsageError } from "../../core/errors.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { State } from "../../state/state.js";

/** The rule of an id. @throws UsageError when there is none */
export function knownRule(rules: readonly Rule[], id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found) return found;
  const meant = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  const hint = meant ? { zh: `，是不是 ${meant}？`, en: `; did you mean ${meant}?` } : { zh: "", en: "" };
  throw new UsageError(
    { zh: `没有编号为 ${id} 的规则${hint.zh}`, en: `there is no rule ${id}${hint.en}` },
    { fix: { zh: "编号见 minyi alerts rules。", en: "minyi alerts rules shows the ids." } },
  );
}

/** The case of a number. @throws UsageError when there is none */
export function knownCase(state: Pick<State, "alerts">, number: number): TrackedCase {
  const found = state.alerts.cases.get(number);
  if (found) return found;
  throw new UsageError(
    { zh: `没有编号为 ${number} 的预警`, en: `There is no alert ${number}` },
    { fix: { zh: "编号见 minyi alerts list。", en: "minyi alerts list shows the numbers." } },
  );
}

/** The number that was written. @throws UsageError when it is none */
export function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(
    { zh: `编号应为数字，不能是 ${text}`, en: `a number is expected, not ${text}` },
    { fix: { zh: "编号见 minyi alerts list。", en: "minyi alerts list shows the numbers." } },
  );
}
