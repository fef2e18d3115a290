import { existsSync } from "node:fs";
import { MinyiError } from "../core/errors.js";
import type { StateDatabase } from "./database.js";
import { createKey, fingerprint, type Keys, readKey } from "./key-file.js";

/**
 * The keys that belong to a state. A state in which nothing was made with a key yet takes whatever key file there is,
 * or gets a new one.
 * @throws MinyiError when the state holds rows made with a key that is missing or was exchanged.
 */
export function keysFor(database: StateDatabase, keyPath: string): Keys {
  const known = (database.prepare("SELECT value FROM meta WHERE name = 'key'").get() as { value: string } | undefined)
    ?.value;
  const used = database.prepare(
    "SELECT 1 FROM rejects UNION ALL SELECT 1 FROM signatures WHERE author_key IS NOT NULL LIMIT 1",
  );
  const bound = known !== undefined && used.get() !== undefined;
  if (bound && !existsSync(keyPath)) throw unusable(database.path, keyPath, "不见了", "is missing");
  const keys = existsSync(keyPath) ? readKey(keyPath) : createKey(keyPath);
  if (bound && fingerprint(keys) !== known)
    throw unusable(database.path, keyPath, "不是原来的那一个", "is not the one");
  if (fingerprint(keys) !== known) {
    database.transaction(() =>
      database.prepare("INSERT OR REPLACE INTO meta VALUES ('key', ?)").run(fingerprint(keys)),
    );
  }
  return keys;
}

function unusable(path: string, keyPath: string, zh: string, en: string): MinyiError {
  return new MinyiError(
    {
      zh: `${path} 中有用密钥加密的数据，但密钥文件 ${keyPath} ${zh}`,
      en: `${path} holds data made with a key, but the key file ${keyPath} ${en}`,
    },
    {
      fix: {
        zh: `请从备份恢复 ${keyPath}；若确认已丢失，被拒记录的原文将无法读取，需换用新的状态库。`,
        en: `Restore ${keyPath} from a backup. Without it the raw bytes of rejects cannot be read and a new state file is needed.`,
      },
    },
  );
}
