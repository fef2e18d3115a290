import { afterEach, inject } from "vitest";
import { configSchema, type MinyiConfig } from "../../../config/schema.js";
import type { Store } from "../../../core/store.js";
import { type ElasticStoreOptions, openElasticStore } from "../../../store/elasticsearch/store.js";
import { removeIndices, uniquePrefix } from "../../services/prefix.js";

export type StoreSettings = Partial<MinyiConfig["store"]> & { timezone?: string };

/** Configuration of a store on the tests' server, under a name of its own. */
export function elasticConfig({ timezone = "Asia/Shanghai", ...settings }: StoreSettings = {}): MinyiConfig {
  const store = { type: "elasticsearch", node: [inject("elasticsearch")], index: uniquePrefix("store"), ...settings };
  return configSchema.parse({ timezone, store });
}

/** Opens stores that are closed, and whose indices are gone, after the test. */
export function temporaryElasticStores(): {
  open(settings?: StoreSettings, options?: ElasticStoreOptions): Promise<Store>;
  openConfig(config: MinyiConfig, options?: ElasticStoreOptions): Promise<Store>;
} {
  const stores: Store[] = [];
  const prefixes = new Set<string>();
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    for (const prefix of prefixes) await removeIndices(inject("elasticsearch"), prefix);
    prefixes.clear();
  });
  const openConfig = async (config: MinyiConfig, options?: ElasticStoreOptions) => {
    prefixes.add(config.store.index);
    const store = await openElasticStore(config, options);
    stores.push(store);
    return store;
  };
  return { open: (settings, options) => openConfig(elasticConfig(settings), options), openConfig };
}
