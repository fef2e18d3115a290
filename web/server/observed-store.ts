import type { Store } from "../../core/store.js";

/** The same store, each writing timed in seconds. */
export function observedStore(store: Store, onPut: (seconds: number) => void): Store {
  return {
    async put(documents) {
      const before = performance.now();
      const puts = await store.put(documents);
      onPut((performance.now() - before) / 1000);
      return puts;
    },
    get: (ids) => store.get(ids),
    find: (where, page) => store.find(where, page),
    count: (query) => store.count(query),
    contrast: (where, against, field) => store.contrast(where, against, field),
    scan: (options) => store.scan(options),
    remove: (what) => store.remove(what),
    size: () => store.size(),
    checksum: () => store.checksum(),
    close: () => store.close(),
  };
}
