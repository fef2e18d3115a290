import { existsSync } from "node:fs";
import { readKey } from "../../state/key-file.js";
import type { Check } from "./check.js";

/** The key file: whole, and readable by its owner only. */
export const keyCheck: Check = {
  id: "key",
  title: { zh: "密钥文件", en: "Key file" },
  run({ config }) {
    const path = config.state.key;
    if (!existsSync(path)) {
      return [
        {
          level: "warn",
          text: { zh: `${path} 还没有`, en: `${path} is not there yet` },
          fix: {
            zh: "运行 minyi init；第一次 minyi run 也会生成。",
            en: "Run minyi init; the first minyi run makes it too.",
          },
        },
      ];
    }
    readKey(path);
    return [{ level: "ok", text: { zh: `${path}，仅本人可读`, en: `${path}, readable by its owner only` } }];
  },
};
