import type { SourceConfig } from "../config/schema.js";
import type { Connector } from "../core/connector.js";
import { csvFormat } from "./csv.js";
import { fileConnector } from "./file-connector.js";
import { type ConnectorOptions, type Format, fileSource } from "./file-source.js";
import { type FileKind, isForeign, kindOfName } from "./files.js";
import { jsonlFormat } from "./jsonl.js";
import { xlsxFormat } from "./xlsx.js";

const FORMATS: Partial<Record<FileKind, Format>> = { csv: csvFormat, xlsx: xlsxFormat, jsonl: jsonlFormat };

/** A folder of CSV, XLSX and JSONL files mixed; each file's name tells its type. Other files are left alone. */
export function folderConnector(
  source: Extract<SourceConfig, { type: "folder" }>,
  options: ConnectorOptions,
): Connector {
  return fileConnector(fileSource(source, options), options, ({ name }) => {
    const kind = kindOfName(name);
    return (kind && FORMATS[kind]) ?? (isForeign(name) ? "foreign" : undefined);
  });
}
