import type { FileSourceConfig } from "../config/schema.js";
import { type Clock, systemClock } from "../core/clock.js";
import type { Channel, SourceKind } from "../core/feedback-item.js";
import type { InboxReader } from "../core/inbox.js";
import { Zone } from "../core/zone.js";
import type { FieldMap } from "./columns.js";
import { type FileKind, kindOfName, type SourceFile } from "./files.js";
import type { ItemRules } from "./items.js";
import type { FoundRecord, Reader, ReadOptions } from "./records.js";

export interface ConnectorOptions {
  /** Zone of the times in the files, if the source does not say its own. */
  timezone: string;
  /** Records per batch; default 500. */
  batchSize?: number;
  /** Folder that a relative path starts from; default: the working directory. */
  baseDir?: string;
  clock?: Clock;
  /** Where pushed messages are found; needed by sources of type `push`. */
  inbox?: InboxReader;
  /** Hosts inside the own network that may be fetched from. */
  allowHosts?: readonly string[];
}

/** A file source with all defaults filled in, whatever its type. */
export interface FileSource {
  name: string;
  path: string;
  channel: Channel;
  kind: SourceKind;
  timezone: string;
  map: FieldMap;
  encoding: ReadOptions["encoding"];
  delimiter: ReadOptions["delimiter"];
  sheet: string | undefined;
  /** Taken for records without a time; undefined: they are rejects. */
  defaultCreatedAt: string | undefined;
  /** Told of every record before an item is made of it: for commands that want columns which are no field. */
  onRecord?: (record: FoundRecord) => void;
}

/** A kind of file and what reads it. */
export interface Format {
  kind: FileKind;
  reader: Reader;
}

/** How a file of the source is read; undefined: it is none of the source's files; foreign: it would be, in another form. */
export type PickFormat = (file: SourceFile) => Format | "foreign" | undefined;

/** For sources of one kind: a single file is read as that kind, in a folder the files that are so named are. */
export function only(format: Format): PickFormat {
  return ({ alone, name }) => (alone || kindOfName(name) === format.kind ? format : undefined);
}

/** A configured source with everything filled in that its type leaves out. */
export function fileSource(source: FileSourceConfig, options: ConnectorOptions): FileSource {
  return {
    name: source.name,
    path: source.path,
    channel: source.channel,
    kind: source.kind,
    timezone: source.timezone ?? options.timezone,
    map: definedOnly(source.map),
    encoding: "encoding" in source ? source.encoding : "auto",
    delimiter: "delimiter" in source ? source.delimiter : "auto",
    sheet: "sheet" in source ? source.sheet : undefined,
    defaultCreatedAt: undefined,
  };
}

function definedOnly(map: FileSourceConfig["map"]): FileSource["map"] {
  return Object.fromEntries(Object.entries(map).filter(([, column]) => column !== undefined));
}

/** What a source's items have in common. @throws RangeError when the zone does not exist */
export function itemRules(source: FileSource, clock: Clock = systemClock): ItemRules {
  return {
    source: source.name,
    channel: source.channel,
    kind: source.kind,
    zone: new Zone(source.timezone),
    clock,
    defaultCreatedAt: source.defaultCreatedAt,
    excel: 1900,
  };
}
