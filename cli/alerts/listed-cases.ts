import { groupInWords } from "../../alerts/cases/presentation.js";
import type { Language } from "../../core/localized.js";
import { presentationOf } from "../../pipelines/alerts/presentation.js";
import type { CaseFilter, TrackedCase } from "../../state/alert-cases.js";
import type { State } from "../../state/state.js";
import { inOrder } from "./in-order.js";

/** A case, and what it is about in words. */
export interface ListedCase {
  alert: TrackedCase;
  where: string;
}

/** Cases in the order in which they are shown, with what they are about in words. */
export function listedCases(state: State, filter: CaseFilter, language: Language): ListedCase[] {
  const { name } = presentationOf({ state });
  return inOrder(state.alerts.cases.list(filter)).map((alert) => ({
    alert,
    where: groupInWords(alert.group, language, name),
  }));
}
