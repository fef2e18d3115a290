import type { Check } from "./check.js";

export const configCheck: Check = {
  id: "config",
  title: { zh: "配置", en: "Configuration" },
  run({ loaded }) {
    if ("error" in loaded) throw loaded.error;
    const { path, config, warnings } = loaded;
    return [
      path
        ? {
            level: "ok",
            text: {
              zh: `${path}（${config.sources.length} 个来源）`,
              en: `${path} (${config.sources.length} sources)`,
            },
          }
        : {
            level: "ok",
            text: { zh: "没有配置文件，全部用默认值", en: "no file, everything is default" },
          },
      ...warnings.map((text) => ({ level: "warn" as const, text })),
    ];
  },
};
