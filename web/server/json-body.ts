import type { Localized } from "../../core/localized.js";

/** Why bytes are no JSON. Never quotes them. */
export interface NotJson {
  problem: Localized;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const NOT_UTF8 = {
  zh: "不是 UTF-8 编码（可能是 GBK/GB18030），请转换为 UTF-8 后再发送",
  en: "is not UTF-8 (GBK or GB18030, perhaps): convert it to UTF-8 and send it again",
};

/** Reads JSON from bytes in UTF-8; a byte order mark is no harm. */
export function parseJson(bytes: Uint8Array): { value: unknown } | NotJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { problem: NOT_UTF8 };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: notJson((error as Error).message) };
  }
}

/** The engine's message quotes the text, so only the place is taken from it. */
function notJson(message: string): Localized {
  const position = /position (\d+)/.exec(message)?.[1];
  const place =
    position !== undefined
      ? { zh: `（约在第 ${Number(position) + 1} 个字符处）`, en: ` (at about character ${Number(position) + 1})` }
      : message.includes("end of JSON")
        ? { zh: "（内容不完整）", en: " (it ends too early)" }
        : { zh: "", en: "" };
  return { zh: `不是合法的 JSON${place.zh}`, en: `is no valid JSON${place.en}` };
}

/** The records of a body: a list, an object with `items`, or one record. */
export function recordsOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  if (body !== null && typeof body === "object" && Object.keys(body).length === 1 && "items" in body) {
    if (Array.isArray(body.items)) return body.items;
  }
  return [body];
}
