import type { SourceConfig } from "../config/schema.js";
import type { Connector } from "../core/connector.js";
import { csvConnector } from "./csv.js";
import type { ConnectorOptions } from "./file-source.js";
import { folderConnector } from "./folder.js";
import { jsonlConnector } from "./jsonl.js";
import { pushConnector } from "./push.js";
import { rssConnector } from "./rss.js";
import { xlsxConnector } from "./xlsx.js";

type Factory<Type> = (source: Extract<SourceConfig, { type: Type }>, options: ConnectorOptions) => Connector;

/** Every type of source, one line each. */
const CONNECTORS: { [Type in SourceConfig["type"]]: Factory<Type> } = {
  csv: csvConnector,
  xlsx: xlsxConnector,
  jsonl: jsonlConnector,
  folder: folderConnector,
  push: pushConnector,
  rss: rssConnector,
};

export type { ConnectorOptions } from "./file-source.js";

/**
 * The connector of a configured source.
 * @throws RangeError when its time zone does not exist; the configuration is checked for that before
 */
export function createConnector(source: SourceConfig, options: ConnectorOptions): Connector {
  return (CONNECTORS[source.type] as Factory<SourceConfig["type"]>)(source, options);
}
