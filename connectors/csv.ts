import type { SourceConfig } from "../config/schema.js";
import type { Connector } from "../core/connector.js";
import { readCsv } from "./csv/reader.js";
import { fileConnector } from "./file-connector.js";
import { type ConnectorOptions, type Format, fileSource, only } from "./file-source.js";

export const csvFormat: Format = { kind: "csv", reader: readCsv };

/** CSV files: delimiter, encoding and header are found by themselves. */
export function csvConnector(source: Extract<SourceConfig, { type: "csv" }>, options: ConnectorOptions): Connector {
  return fileConnector(fileSource(source, options), options, only(csvFormat));
}
