import type { Analysis } from "../../core/analysis.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";

/** The versions of a document as one text: a handful of them serve all documents, so each is stored once. */
export function versionsText(document: FeedbackDocument): string {
  return JSON.stringify(document.analysis.versions);
}

interface Compact extends Omit<FeedbackDocument, "analysis"> {
  analysis: Omit<Analysis, "tokens" | "versions"> & { tokens: string | string[]; versions: number };
}

/** A document as compact JSON: tokens in one text, the versions by their code. */
export function encodeBody(document: FeedbackDocument, versionsCode: number): string {
  const { tokens } = document.analysis;
  const joined = tokens.join(" ");
  const separable = tokens.length > 0 && joined.split(" ").length === tokens.length;
  const compact: Compact = {
    ...document,
    analysis: { ...document.analysis, tokens: separable ? joined : tokens, versions: versionsCode },
  };
  return JSON.stringify(compact);
}

/** @param versions gives the text of a code */
export function decodeBody(body: string, versions: (code: number) => string): FeedbackDocument {
  const compact = JSON.parse(body) as Compact;
  const { tokens } = compact.analysis;
  return {
    ...compact,
    analysis: {
      ...compact.analysis,
      tokens: typeof tokens === "string" ? tokens.split(" ") : tokens,
      versions: JSON.parse(versions(compact.analysis.versions)) as Record<string, string>,
    },
  };
}
