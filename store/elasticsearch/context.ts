import type { Client } from "@elastic/elasticsearch";
import type { Zone } from "../../core/zone.js";

/** What every question to the store needs: a way to the cluster, the alias to read by, the calendar. */
export interface ElasticContext {
  readonly client: Client;
  /** The alias over the indices of all months, and the beginning of their names. It may have no index yet. */
  readonly index: string;
  readonly zone: Zone;
  /** Makes what this process has written visible to searches. Cheap when it has written nothing since the last time. */
  refreshIfDirty(): Promise<void>;
  /**
   * Runs a request that may be repeated (every read may be), again when the cluster is busy or away.
   * @throws DependencyError or MinyiError in place of the client's own errors: what is wrong and what to do.
   */
  request<T>(work: () => Promise<T>): Promise<T>;
}
