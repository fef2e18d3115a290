import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomic } from "../core/atomic-file.js";
import { MinyiError } from "../core/errors.js";

/** The installation's secrets, 32 bytes each. */
export interface Keys {
  /** For author keys (HMAC-SHA256). */
  author: Buffer;
  /** For the raw bytes of rejects (AES-256-GCM). */
  rejects: Buffer;
}

const PATTERN = /^minyi-key-1\nauthor ([0-9a-f]{64})\nrejects ([0-9a-f]{64})\n$/;

/**
 * Makes a new key file, readable by its owner only, and gives its keys.
 * @throws MinyiError when the file exists already: a key is never overwritten.
 */
export function createKey(path: string): Keys {
  if (existsSync(path)) {
    throw new MinyiError({
      zh: `密钥文件 ${path} 已存在，不会覆盖`,
      en: `The key file ${path} exists and is not overwritten`,
    });
  }
  const keys = { author: randomBytes(32), rejects: randomBytes(32) };
  mkdirSync(dirname(path), { recursive: true });
  const text = `minyi-key-1\nauthor ${keys.author.toString("hex")}\nrejects ${keys.rejects.toString("hex")}\n`;
  writeFileAtomic(path, text, 0o600);
  return keys;
}

/**
 * Reads a key file.
 * @throws MinyiError when others may read it, or it is not a key file.
 */
export function readKey(path: string): Keys {
  const mode = statSync(path).mode & 0o777;
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    throw new MinyiError(
      {
        zh: `密钥文件 ${path} 的权限是 ${mode.toString(8)}，其他用户也能访问`,
        en: `The key file ${path} has mode ${mode.toString(8)}: others than its owner may use it`,
      },
      { fix: { zh: `运行 chmod 600 ${path}`, en: `Run chmod 600 ${path}` } },
    );
  }
  const match = PATTERN.exec(readFileSync(path, "latin1"));
  if (!match) {
    throw new MinyiError(
      { zh: `${path} 不是完整的 minyi 密钥文件`, en: `${path} is not a whole minyi key file` },
      { fix: { zh: "请从备份恢复该文件。", en: "Restore it from a backup." } },
    );
  }
  return { author: Buffer.from(match[1] as string, "hex"), rejects: Buffer.from(match[2] as string, "hex") };
}

/** Tells keys apart without telling anything about them. */
export function fingerprint(keys: Keys): string {
  return createHash("sha256").update(keys.author).update(keys.rejects).digest("hex").slice(0, 16);
}
