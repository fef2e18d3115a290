import { cleanText } from "../analyzers/clean.js";
import { findPersonalData, maskText } from "../analyzers/privacy/mask.js";
import type { SourcedItem } from "../core/connector.js";
import { contentHash } from "../core/feedback-document.js";
import type { FeedbackItem } from "../core/feedback-item.js";
import { authorKey, documentId, hashOf } from "../core/ids.js";
import type { Localized } from "../core/localized.js";
import type { MaskedItem, TakenItem } from "../core/masked-item.js";

/** A message that may go on. */
export interface Accepted extends TakenItem {
  row: number;
}

/** A message that may not, and why. */
export interface Refused {
  sourced: SourcedItem;
  field: string;
  reason: Localized;
}

/** Handles that many people share: they tell nothing about who wrote. */
const ANONYMOUS =
  /^(匿名.{0,3}|网友|游客|市民|群众|热心市民|不详|未知|无|保密|先生|女士|来电人|用户|null|none|anonymous|[-—*xX]+)$/i;

function masked(text: string): string {
  return maskText(cleanText(text).text);
}

/** Short fields hold names of units and places, but people write everything everywhere. */
function maskedField(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const clean = masked(text).replaceAll("\n", " ").trim();
  return clean === "" ? undefined : clean;
}

/** A source's own id stays as it is, unless somebody used a phone or an identity number as one. */
function safeId(source: string, externalId: string): string {
  return findPersonalData(externalId).some(({ kind }) => kind === "mobile" || kind === "idCard")
    ? `#${hashOf(source, externalId)}`
    : externalId;
}

/** Only web addresses, and only those that carry nobody's number. */
function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url)) return undefined;
  const personal = findPersonalData(decodeLoosely(url)).some(
    ({ kind }) => kind === "mobile" || kind === "idCard" || kind === "email",
  );
  return personal ? undefined : url;
}

function decodeLoosely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** Leaves out the keys whose value is undefined. */
function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/**
 * The border that personal data does not cross: cleans every text, masks it, gives the message its id and its author a
 * keyed hash, and drops the author. Pure but for the key.
 */
export function takeIn(sourced: SourcedItem, key: Buffer): Accepted | Refused {
  const { item, row } = sourced;
  const title = item.title === undefined ? undefined : masked(item.title).replaceAll("\n", " ").trim() || undefined;
  const text = masked(item.text);
  if (text === "" && title === undefined) {
    return {
      sourced,
      field: "text",
      reason: { zh: "标题和正文都是空的，没有可分析的内容", en: "title and text are both empty: nothing to analyse" },
    };
  }
  const { author, ...rest } = item;
  const content = defined({
    ...rest,
    externalId: item.externalId === undefined ? undefined : safeId(item.source, item.externalId),
    title,
    text,
    district: maskedField(item.district),
    street: maskedField(item.street),
    address: maskedField(item.address),
    department: maskedField(item.department),
    category: maskedField(item.category),
    status: maskedField(item.status),
    satisfaction: maskedField(item.satisfaction),
    url: safeUrl(item.url),
    reply: item.reply === undefined ? undefined : maskedReply(item.reply),
    history: item.history?.map((entry) =>
      defined({ ...entry, state: masked(entry.state), unit: maskedField(entry.unit) }),
    ),
  }) as Omit<MaskedItem, "id">;
  const id = documentId(item.source, item.externalId, () => `${item.createdAt}\0${title ?? ""}\0${text}`);
  const handle = author?.normalize("NFKC").trim() ?? "";
  return {
    item: { id, ...content },
    row,
    hash: contentHash(content),
    ...(handle !== "" && !ANONYMOUS.test(handle) && { authorKey: authorKey(key, handle) }),
  };
}

function maskedReply(reply: NonNullable<FeedbackItem["reply"]>): NonNullable<MaskedItem["reply"]> {
  return defined({ ...reply, text: masked(reply.text), department: maskedField(reply.department) }) as NonNullable<
    MaskedItem["reply"]
  >;
}
