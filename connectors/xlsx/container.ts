import type { FileHandle } from "node:fs/promises";
import { refusals } from "./refusals.js";

/**
 * Looks at the first bytes of what should be a workbook.
 * @throws InputError that says what the file really is
 */
export async function checkContainer(file: FileHandle): Promise<void> {
  const head = await readAt(file, 0, 4_096);
  const start = head.toString("latin1", 0, 4);
  if (start === "PK\x03\x04") return;
  if (start === "\xd0\xcf\x11\xe0") throw (await isEncrypted(file, head)) ? refusals.password() : refusals.old();
  if (head.length === 0) throw refusals.truncated();
  const text = head.toString("latin1").replace(/\0/g, "").trimStart().toLowerCase();
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|meta|table|head|\?xml)/.test(text)) throw refusals.web();
  const binary = head.filter((byte) => byte < 9).length > head.length / 20;
  throw binary ? refusals.damaged("header") : refusals.text();
}

/** Up to `length` bytes from an offset on. */
export async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await file.read(buffer, got, length - got, offset + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return buffer.subarray(0, got);
}

/**
 * A workbook with a password lies as stream "EncryptedPackage" in an OLE container ([MS-OFFCRYPTO] 2.3); an old one as
 * "Workbook". The directory begins at the sector that the header names ([MS-CFB] 2.2).
 */
async function isEncrypted(file: FileHandle, head: Buffer): Promise<boolean> {
  if (head.length < 512) return false;
  const sector = 2 ** Math.min(12, head.readUInt16LE(30));
  const directory = await readAt(file, (head.readUInt32LE(48) + 1) * sector, 8 * sector);
  return directory.includes(Buffer.from("EncryptedPackage", "utf16le"));
}
