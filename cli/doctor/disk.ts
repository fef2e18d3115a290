import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Check, Finding } from "./check.js";

const MB = 1_000_000;
/** Below this a run of a day's tickets may fill the disk: about 2 KB a document with its full-text index. */
const LITTLE = 2_000 * MB;
const TOO_LITTLE = 200 * MB;

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function look(path: string): Finding {
  const folder = nearestExisting(dirname(path));
  try {
    accessSync(existsSync(path) ? path : folder, constants.W_OK);
    if (existsSync(path)) accessSync(folder, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return {
      level: "fail",
      text: { zh: `${path} 不可写（${code}）`, en: `${path} cannot be written (${code})` },
      fix: {
        zh: `给运行 minyi 的用户开放 ${folder} 的写权限，或在配置里换一个路径。`,
        en: `Let the user who runs minyi write to ${folder}, or choose another path in the configuration.`,
      },
    };
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const gb = (free / 1e9).toFixed(1);
  const text = { zh: `${path}：可写，剩余 ${gb} GB`, en: `${path}: writable, ${gb} GB free` };
  if (free >= LITTLE) return { level: "ok", text };
  return {
    level: free < TOO_LITTLE ? "fail" : "warn",
    text,
    fix: { zh: "腾出空间，或把数据放到更大的磁盘上。", en: "Free some space, or keep the data on a larger disk." },
  };
}

/** Space and permission where state, documents and log are kept. */
export const diskCheck: Check = {
  id: "disk",
  title: { zh: "磁盘", en: "Disk" },
  run: ({ config }) => {
    const store = config.store.type === "sqlite" ? [config.store.path] : [];
    return [config.state.path, ...store, config.log.path].map(look);
  },
};
