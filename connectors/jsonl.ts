import type { SourceConfig } from "../config/schema.js";
import type { Connector } from "../core/connector.js";
import { fileConnector } from "./file-connector.js";
import { type ConnectorOptions, type Format, fileSource, only } from "./file-source.js";
import { readJson } from "./json/reader.js";

export const jsonlFormat: Format = { kind: "jsonl", reader: readJson };

/** JSONL files, one object a line, and JSON files that hold one array of objects. */
export function jsonlConnector(source: Extract<SourceConfig, { type: "jsonl" }>, options: ConnectorOptions): Connector {
  return fileConnector(fileSource(source, options), options, only(jsonlFormat));
}
