import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { MinyiError } from "../core/errors.js";

const NONCE = 12;
const TAG = 16;

/** Encrypts with AES-256-GCM: nonce, tag, ciphertext. `bound` must be the same again to open it. */
export function seal(key: Buffer, plain: Uint8Array, bound: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/**
 * Decrypts what {@link seal} made.
 * @throws MinyiError when it was changed, belongs elsewhere, or the key is another one.
 */
export function unseal(key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
  } catch (cause) {
    throw new MinyiError(
      { zh: `无法解密 ${bound}：密钥不符或数据被改动`, en: `Cannot decrypt ${bound}: another key, or changed data` },
      { fix: { zh: "请恢复原来的密钥文件。", en: "Restore the original key file." }, cause },
    );
  }
}
