import type { Analyzer } from "../core/analyzer.js";
import { boilerplateHash, withoutBoilerplate } from "./boilerplate.js";

/** What the other analyzers read: title and text as one, without the office's phrases; never empty when the text is not. */
export function contentOf(title: string | undefined, text: string): string {
  const body = withoutBoilerplate(text) || text;
  const head = title?.trim() ?? "";
  return head === "" || text.startsWith(head) || body.startsWith(head) ? body : `${head}\n${body}`;
}

/** The analyzer `content`: title and text, boilerplate left out. */
export function createContentAnalyzer(): Analyzer<"title" | "text", "content"> {
  return {
    id: "content",
    version: `content@1+phrases:${boilerplateHash}`,
    needs: ["title", "text"],
    adds: ["content"],
    analyze: (batch) => batch.map(({ title, text }) => ({ content: contentOf(title, text) })),
  };
}
