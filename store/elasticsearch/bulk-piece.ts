/** One write, ready to be sent. */
export interface Operation {
  id: string;
  /** Action and, for documents, their fields: one or two lines of JSON. */
  lines: string;
  /** Made for an index that must be there: its write alias, so that it can be made again. */
  month?: string;
}

/** An operation on its way: with the place of its answer and its size on the wire. */
export interface Item {
  operation: Operation;
  position: number;
  bytes: number;
}

/** Numbers operations and measures them, as they are made. */
export function* itemsOf(operations: Iterable<Operation>): Generator<Item, void, undefined> {
  let position = 0;
  for (const operation of operations) {
    yield { operation, position: position++, bytes: Buffer.byteLength(operation.lines) + 1 };
  }
}

/** Cuts items into pieces of at most so many bytes and items, at least one each. */
export function* piecesOf(
  items: Iterable<Item>,
  limits: () => { bytes: number; count: number },
): Generator<Item[], void, undefined> {
  let piece: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const limit = limits();
    if (piece.length > 0 && (bytes + item.bytes > limit.bytes || piece.length >= limit.count)) {
      yield piece;
      piece = [];
      bytes = 0;
    }
    piece.push(item);
    bytes += item.bytes;
  }
  if (piece.length > 0) yield piece;
}

/** The items at the beginning of a list that fit the limits; one at least. */
export function firstPiece(items: readonly Item[], limits: { bytes: number; count: number }): Item[] {
  let bytes = 0;
  let count = 0;
  for (const item of items) {
    bytes += item.bytes;
    if (count > 0 && (bytes > limits.bytes || count >= limits.count)) break;
    count++;
  }
  return items.slice(0, count);
}

/** Operations as they are written: `index` with the document's revision as its version. */
export function indexOperation(
  id: string,
  month: string,
  alias: string,
  version: { external: number } | "create",
  fields: string,
): Operation {
  const action =
    version === "create"
      ? `{"create":{"_index":${JSON.stringify(alias)},"_id":${JSON.stringify(id)},"require_alias":true}}`
      : `{"index":{"_index":${JSON.stringify(alias)},"_id":${JSON.stringify(id)},"require_alias":true,"version":${version.external},"version_type":"external_gte"}}`;
  return { id, lines: `${action}\n${fields}`, month };
}

/** `delete`, unless a higher version has come since. */
export function deleteOperation(id: string, index: string, version: number): Operation {
  return {
    id,
    lines: JSON.stringify({ delete: { _index: index, _id: id, version, version_type: "external_gte" } }),
  };
}
