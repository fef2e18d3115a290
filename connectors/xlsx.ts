import type { SourceConfig } from "../config/schema.js";
import type { Connector } from "../core/connector.js";
import { fileConnector } from "./file-connector.js";
import { type ConnectorOptions, type Format, fileSource, only } from "./file-source.js";
import { readXlsx } from "./xlsx/reader.js";

export const xlsxFormat: Format = { kind: "xlsx", reader: readXlsx };

/** Excel workbooks: the first sheet, or the one that is named. */
export function xlsxConnector(source: Extract<SourceConfig, { type: "xlsx" }>, options: ConnectorOptions): Connector {
  return fileConnector(fileSource(source, options), options, only(xlsxFormat));
}
