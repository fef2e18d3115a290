import { relative, resolve } from "node:path";
import type { MinyiConfig } from "../../config/schema.js";
import { UsageError } from "../../core/errors.js";

/** A store that a command was told to open. */
export interface NamedStore {
  config: Pick<MinyiConfig, "store" | "timezone">;
  /** As it is shown, and given to a command again: `sqlite:data/store.db`, `elasticsearch`. */
  spec: string;
  /** Tells it from every other store. */
  key: string;
}

/** The store that the configuration names. */
export function configuredStore(config: MinyiConfig, cwd: string): NamedStore {
  return config.store.type === "sqlite" ? sqlite(config, config.store.path, cwd) : elasticsearch(config);
}

/** The embedded store of the configuration, whether it is the one in use or not. */
export function embeddedStore(config: MinyiConfig, cwd: string): NamedStore {
  return sqlite(config, config.store.path, cwd);
}

/**
 * The store that an option names: `sqlite` (the configured file), `sqlite:FILE`, `elasticsearch` (the configured cluster).
 * @throws UsageError when it names none
 */
export function parseStore(option: string, text: string, config: MinyiConfig, cwd: string): NamedStore {
  if (text === "sqlite") return embeddedStore(config, cwd);
  if (text.startsWith("sqlite:") && text.length > 7) return sqlite(config, resolve(cwd, text.slice(7)), cwd);
  if (text !== "elasticsearch") {
    throw new UsageError({
      zh: `${option} 应为 sqlite:文件 或 elasticsearch，不能是 ${text}`,
      en: `${option} takes sqlite:FILE or elasticsearch, not ${text}`,
    });
  }
  if (config.store.node.length === 0) {
    throw new UsageError(
      { zh: "没有配置 Elasticsearch 的地址", en: "no address of Elasticsearch is configured" },
      {
        fix: {
          zh: "请设环境变量 ELASTICSEARCH_URL，或在配置里填 store.node。",
          en: "Set the variable ELASTICSEARCH_URL, or store.node in the configuration.",
        },
      },
    );
  }
  return elasticsearch(config);
}

function sqlite({ store, timezone }: MinyiConfig, path: string, cwd: string): NamedStore {
  const short = relative(cwd, path);
  const spec = `sqlite:${short.startsWith("..") ? path : short}`;
  return { config: { timezone, store: { ...store, type: "sqlite", path } }, spec, key: `sqlite:${path}` };
}

function elasticsearch({ store, timezone }: MinyiConfig): NamedStore {
  const hosts = store.node.map((node) => new URL(node).host).sort();
  return {
    config: { timezone, store: { ...store, type: "elasticsearch" } },
    spec: "elasticsearch",
    key: `elasticsearch:${hosts.join(",")}/${store.index}`,
  };
}
