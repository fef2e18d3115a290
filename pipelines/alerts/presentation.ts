import type { Evidence, Presentation } from "../../alerts/cases/presentation.js";
import type { Store } from "../../core/store.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { PipelineContext } from "../context.js";

/** Masked titles, or texts where there are none, of the messages that show cases. */
export async function evidenceOf(
  store: Pick<Store, "get">,
  alerts: readonly TrackedCase[],
): Promise<Map<string, Evidence>> {
  const ids = [...new Set(alerts.flatMap(({ verdict }) => verdict.documents))];
  const texts = new Map<string, string>();
  for (const [i, document] of (await store.get(ids)).entries()) {
    if (document) texts.set(ids[i] as string, document.title?.trim() || document.text);
  }
  return new Map(
    alerts.map(({ id, verdict }) => [id, { quotes: verdict.documents.flatMap((one) => texts.get(one) ?? []) }]),
  );
}

/** How messages call what a case is about: issues by their titles. */
export function presentationOf({ state }: Pick<PipelineContext, "state">): Omit<Presentation, "evidence"> {
  return {
    name: (dimension, value) => (dimension === "issue" ? (state.issues.get(value)?.title ?? value) : value),
  };
}
