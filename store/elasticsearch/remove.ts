import { errors } from "@elastic/elasticsearch";
import type { Where } from "../../core/store.js";
import { parseInstant } from "../instant.js";
import { type DocumentPlace, deletePlaces } from "./delete-places.js";
import { locate } from "./locate.js";
import { spanOf } from "./months.js";
import { pages } from "./pages.js";
import { queryOf } from "./query.js";
import type { WriteContext } from "./write-context.js";

const PER_PAGE = 5000;

/**
 * See {@link Store.remove}. Months that lie wholly in a span of time are dropped as indices; everything else is removed
 * document by document. A document that is replaced meanwhile stays.
 */
export async function remove(context: WriteContext, where: Where | { ids: string[] }): Promise<number> {
  let removed = 0;
  if ("ids" in where) {
    removed = await removeIds(context, where.ids);
  } else {
    await context.refreshIfDirty();
    for (const index of await wholeMonths(context, where)) removed += await drop(context, index);
    removed += await removeFound(context, where);
  }
  if (removed > 0) await context.request(() => refreshAll(context));
  return removed;
}

function refreshAll({ client, index }: WriteContext) {
  return client.indices.refresh({ index, ignore_unavailable: true });
}

async function removeIds(context: WriteContext, ids: readonly string[]): Promise<number> {
  const located = await locate(context, context.writes, ids);
  const places = [...located].flatMap(([id, { current, stale }]) =>
    [current, ...stale].map(({ index, revision }) => ({ id, index, revision })),
  );
  return removePlaces(context, places);
}

async function removeFound(context: WriteContext, where: Where): Promise<number> {
  let removed = 0;
  const options = { query: queryOf(where), size: PER_PAGE, source: false as const };
  for await (const page of pages(context, options)) removed += await removePlaces(context, page);
  return removed;
}

/** Says how many documents are gone: one that was in two places counts once. */
async function removePlaces(context: WriteContext, places: readonly DocumentPlace[]): Promise<number> {
  const done = await deletePlaces(context, places);
  for (const { id, index } of places) context.writes.note(id, [index]);
  return new Set(places.filter((_, i) => done[i]).map(({ id }) => id)).size;
}

/** Indices whose whole month is meant, when nothing but time is asked for. */
async function wholeMonths({ client, request, index, zone }: WriteContext, where: Where): Promise<string[]> {
  const { from, to, folded, ...others } = where;
  if (folded === "representatives" || Object.values(others).some((value) => value !== undefined)) return [];
  const first = from === undefined ? Number.NEGATIVE_INFINITY : parseInstant(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : parseInstant(to);
  const aliases = await request(() => client.indices.getAlias({ name: index }, { ignore: [404] }));
  return Object.keys(aliases).filter((name) => {
    const span = spanOf(index, name, zone);
    return span !== undefined && first <= span.from && span.to <= end;
  });
}

async function drop({ client, request, months }: WriteContext, index: string): Promise<number> {
  const { count } = await request(() => client.count({ index }));
  months.forget(index);
  await request(async () => {
    try {
      await client.indices.delete({ index });
    } catch (error) {
      // Asked twice because the first answer was lost.
      if (!(error instanceof errors.ResponseError) || error.statusCode !== 404) throw error;
    }
  });
  return count;
}
