import type { Client } from "@elastic/elasticsearch";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import type { Store } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { Bulk } from "./bulk.js";
import { checksum } from "./checksum.js";
import { createClient, shownNodes } from "./client.js";
import { contrast } from "./contrast.js";
import { count } from "./count.js";
import { find } from "./find.js";
import { get } from "./get.js";
import { MonthIndices } from "./month-indices.js";
import { Patience } from "./patience.js";
import { put } from "./put.js";
import { remove } from "./remove.js";
import { scan, size } from "./scan.js";
import { checkIndices, ensureTemplate, type Layout } from "./template.js";
import { Turns } from "./turns.js";
import { checkVersion, serverVersion } from "./version.js";
import type { WriteContext } from "./write-context.js";
import { Writes } from "./writes.js";

export interface ElasticStoreOptions {
  /** Makes and changes nothing; gives up on a cluster that is away after a few seconds. */
  readOnly?: boolean;
  /** Told once when the cluster has been away, busy or read-only for a while, and once when it is back. */
  onWait?: (message: Localized) => void;
  /** Ends waiting for a cluster that is away. */
  signal?: AbortSignal;
  /** How time is let pass between two tries, for tests. */
  pause?: (ms: number) => Promise<void>;
}

/** A person waits: opening and searching try for this long, ms. */
const SHORT_PATIENCE = 4000;
const OPENING_TIMEOUT = 4000;

/**
 * Opens the store in an Elasticsearch cluster; any number of processes may read beside the one that writes. They see
 * what it writes within a second; it sees its own writes at once.
 * @throws DependencyError within about 5 s when the cluster cannot be reached, is too old or refuses us; UsageError when
 * its indices count days in another zone; MinyiError when a newer program has made them.
 */
export async function openElasticStore(
  config: Pick<MinyiConfig, "store" | "timezone">,
  options: ElasticStoreOptions = {},
): Promise<Store> {
  const client = createClient(config.store);
  try {
    const layout = { index: config.store.index, timezone: config.timezone, shards: config.store.shards };
    const { readOnly = false, signal, pause, onWait } = options;
    const common = { nodes: shownNodes(config.store), index: layout.index, signal, pause };
    await prepare(client, layout, new Patience({ ...common, limit: SHORT_PATIENCE }), readOnly);
    const limit = readOnly ? SHORT_PATIENCE : config.store.patience * 60_000;
    return storeOn(writeContext(client, layout, new Patience({ ...common, limit, onWait }), onWait));
  } catch (error) {
    await client.close();
    throw error;
  }
}

async function prepare(client: Client, layout: Layout, patience: Patience, readOnly: boolean): Promise<void> {
  const quick = client.child({ requestTimeout: OPENING_TIMEOUT });
  await patience.run(async () => checkVersion(await serverVersion(quick), patience.nodes));
  await patience.run(() => checkIndices(quick, layout));
  if (readOnly) return;
  await patience.run(() => ensureTemplate(quick, layout));
  // What a process before us has written must be seen before we decide what is new.
  await patience.run(() => client.indices.refresh({ index: layout.index, ignore_unavailable: true }));
}

function writeContext(
  client: Client,
  layout: Layout,
  patience: Patience,
  onNotice: ((message: Localized) => void) | undefined,
): WriteContext {
  const { index, timezone } = layout;
  const writes = new Writes();
  const months = new MonthIndices(client, patience, layout, onNotice);
  const request = <T>(work: () => Promise<T>) => patience.run(work);
  return {
    client,
    index,
    zone: new Zone(timezone),
    writes,
    months,
    bulk: new Bulk({ client, patience, makeMonth: (month) => months.remake(month) }),
    request,
    refreshIfDirty: async () => {
      if (!writes.dirty) return;
      await writes.settle(() => request(() => client.indices.refresh({ index, ignore_unavailable: true })));
    },
  };
}

function storeOn(context: WriteContext): Store {
  // Writers take turns: what one decides must not be changed by another meanwhile.
  const turns = new Turns();
  return {
    put: (documents) =>
      turns.take(async () => {
        if (context.writes.full) await context.refreshIfDirty();
        return put(context, documents);
      }),
    remove: (where) => turns.take(() => remove(context, where)),
    get: (ids) => get(context, context.writes, ids),
    find: (where, page) => find(context, where, page),
    count: (query) => count(context, query),
    contrast: (where, against, field) => contrast(context, where, against, field),
    scan: (options) => scan(context, options),
    size: () => size(context),
    checksum: () => checksum(context),
    close: async () => {
      await turns.take(async () => undefined);
      await context.client.close();
    },
  };
}
