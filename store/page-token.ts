import { UsageError } from "../core/errors.js";

/** Where a page ended: the time (ms) and id of its last document. */
export interface PageEnd {
  at: number;
  id: string;
}

export function writePageToken({ at, id }: PageEnd): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** @throws UsageError when the text is not a token that {@link writePageToken} made. */
export function readPageToken(token: string): PageEnd {
  try {
    const [at, id] = JSON.parse(Buffer.from(token, "base64url").toString()) as [unknown, unknown];
    if (typeof at === "number" && typeof id === "string") return { at, id };
  } catch {
    // Told below, with the fix.
  }
  throw new UsageError(
    { zh: "翻页标记无效", en: "The page token is not valid" },
    { fix: { zh: "请使用上一页返回的 next 值。", en: "Use the value of next of the page before." } },
  );
}
