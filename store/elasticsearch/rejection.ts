import type { Localized } from "../../core/localized.js";
import type { Fault } from "./faults.js";

/** Why one document was not taken. The server's own words quote values, so only the field's name is taken from them. */
export function rejection({ type, reason, kind }: Fault): Localized {
  if (kind === "large") return tooLarge();
  const field = /\bfield \[([\w.]{1,100})\]|\bfield="([\w.]{1,100})"/.exec(reason ?? "");
  const name = field?.[1] ?? field?.[2];
  return {
    zh: `Elasticsearch 不接受这条文档（${type}${name ? `，字段 ${name}` : ""}）`,
    en: `Elasticsearch does not take this document (${type}${name ? `, field ${name}` : ""})`,
  };
}

/** @param bytes of the document as it was sent */
export function tooLarge(bytes?: number): Localized {
  const size = bytes === undefined ? "" : `${Math.ceil(bytes / 1_000_000)} MB`;
  return {
    zh: `这条文档太大${size && `（${size}）`}，超过 Elasticsearch 的 http.max_content_length`,
    en: `The document is too large${size && ` (${size})`} for Elasticsearch's http.max_content_length`,
  };
}
