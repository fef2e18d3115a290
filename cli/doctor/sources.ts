import { accessSync, constants, readdirSync, statSync } from "node:fs";
import type { FileSourceConfig, SourceConfig } from "../../config/schema.js";
import type { Check, Finding } from "./check.js";

function look(source: SourceConfig): Finding {
  if ("path" in source) return lookAtFiles(source);
  const feeds = "urls" in source ? (source.urls as readonly string[]).length : 0;
  const how =
    feeds > 0
      ? { zh: `${feeds} 个订阅源`, en: `${feeds} feeds` }
      : { zh: "推送到 minyi serve", en: "pushed to minyi serve" };
  const { name, type } = source;
  return { level: "ok", text: { zh: `${name}（${type}）：${how.zh}`, en: `${name} (${type}): ${how.en}` } };
}

function lookAtFiles({ name, path, type }: FileSourceConfig): Finding {
  try {
    accessSync(path, constants.R_OK);
    if (!statSync(path).isDirectory()) {
      const text = `${name} (${type}): ${path}`;
      return { level: "ok", text: { zh: text, en: text } };
    }
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
    return {
      level: files > 0 ? "ok" : "warn",
      text: {
        zh: `${name}（${type}）：${path}，${files} 个文件`,
        en: `${name} (${type}): ${path}, ${files} files`,
      },
      ...(files > 0
        ? {}
        : { fix: { zh: "把数据文件放进这个文件夹。", en: "Put the files to be read into this folder." } }),
    };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return {
      level: "fail",
      text: {
        zh: `${name}（${type}）：${path} 读不了（${code}）`,
        en: `${name} (${type}): ${path} cannot be read (${code})`,
      },
      fix: {
        zh: `检查配置 sources 中 ${name} 的 path 和读取权限。`,
        en: `Check the path of ${name} under sources in the configuration, and its permissions.`,
      },
    };
  }
}

/** Whether every configured source is there and may be read. */
export const sourcesCheck: Check = {
  id: "sources",
  title: { zh: "来源", en: "Sources" },
  run({ config }) {
    if (config.sources.length > 0) return config.sources.map(look);
    return [
      {
        level: "warn",
        text: { zh: "还没有配置来源", en: "none configured yet" },
        fix: {
          zh: "在 minyi.yaml 的 sources 里写上数据文件（没有该文件时先运行 minyi init）。",
          en: "Name your files under sources in minyi.yaml (run minyi init when it is not there).",
        },
      },
    ];
  },
};
