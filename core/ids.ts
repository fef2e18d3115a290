import { createHash, createHmac } from "node:crypto";

/** 22 characters of base64url: 128 bits, short enough to read aloud once, long enough never to collide. */
function short(digest: Buffer): string {
  return digest.subarray(0, 16).toString("base64url");
}

/** SHA-256 of the parts, kept apart by NUL so that ("ab","c") and ("a","bc") differ. */
export function hashOf(...parts: string[]): string {
  return short(createHash("sha256").update(parts.join("\0")).digest());
}

/**
 * The id of a message: a function of its source and the id it has there, so the same ticket read twice is one document.
 * Without an id of its own, a message is known by its normalised content and its time.
 */
export function documentId(source: string, externalId: string | undefined, content: () => string): string {
  return externalId ? hashOf("e", source, externalId) : hashOf("c", source, content());
}

/**
 * The author of a message as a keyed hash (HMAC-SHA256 with the installation's key): for folding repeats and counting
 * distinct people, in state only. Spaces, case and full-width forms of the handle make no difference.
 */
export function authorKey(key: Buffer, handle: string): string {
  const normalised = handle.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();
  return short(createHmac("sha256", key).update(normalised).digest());
}
