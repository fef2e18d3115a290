import { UsageError } from "../core/errors.js";

/**
 * An instant of a query or a document in milliseconds since the epoch, finer parts cut off.
 * @throws UsageError when it is none.
 */
export function parseInstant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) {
    throw new UsageError(
      { zh: `不是有效的时刻：${text}`, en: `Not an instant: ${text}` },
      { fix: { zh: "请写成 2019-08-14T03：25：10Z。", en: "Write it as 2019-08-14T03:25:10Z." } },
    );
  }
  return at;
}

/** `2019-08-14T03:25:10Z`, with milliseconds only where there are some. */
export function formatInstant(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}
