import type { Client, estypes } from "@elastic/elasticsearch";
import { MinyiError, UsageError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
import { MAPPING, MAPPING_VERSION } from "./mapping.js";
import { writeAlias } from "./months.js";

/** What every index and the template say of themselves. */
export interface IndexMeta {
  /** {@link MAPPING_VERSION}. */
  minyi: number;
  /** Zone in which months are cut and days are counted. */
  timezone: string;
}

export interface Layout {
  /** Beginning of the indices' names, and the alias to read them by. */
  index: string;
  timezone: string;
  shards: number;
}

function metaOf({ timezone }: Layout): IndexMeta {
  return { minyi: MAPPING_VERSION, timezone };
}

function bodyOf(layout: Layout) {
  return {
    settings: {
      number_of_shards: layout.shards,
      // A copy as soon as there is a second node; one node alone is green.
      auto_expand_replicas: "0-1",
      refresh_interval: "1s",
    },
    mappings: { ...MAPPING, _meta: metaOf(layout) } as unknown as estypes.MappingTypeMapping,
    aliases: { [layout.index]: {} },
  };
}

/** What a month's index is made with; the same as the template, and the alias that the month is written through. */
export function monthIndex(layout: Layout, month: string) {
  const body = bodyOf(layout);
  return { ...body, aliases: { ...body.aliases, [writeAlias(layout.index, month)]: { is_write_index: true } } };
}

/**
 * Puts the index template where it is missing or another than ours.
 * @throws UsageError when it counts days in another zone; MinyiError when a newer program has made it.
 */
export async function ensureTemplate(client: Client, layout: Layout): Promise<void> {
  const name = layout.index;
  const body = bodyOf(layout);
  const hash = hashOf(JSON.stringify(body));
  const stored = await storedTemplateMeta(client, name);
  if (stored) {
    checkMeta(stored, layout);
    if (stored.hash === hash) return;
  }
  await client.indices.putIndexTemplate({
    name,
    index_patterns: [`${name}-*`],
    // Of two installations whose names begin alike, the longer name has its own template.
    priority: 200 + name.length,
    template: body,
    _meta: { ...metaOf(layout), hash },
  });
}

async function storedTemplateMeta(client: Client, name: string): Promise<(IndexMeta & { hash?: string }) | undefined> {
  const answer = await client.indices.getIndexTemplate({ name }, { ignore: [404] });
  const meta = answer.index_templates?.[0]?.index_template._meta;
  return meta as (IndexMeta & { hash?: string }) | undefined;
}

/** Checks the indices behind the alias. Throws as {@link ensureTemplate}, and what the client throws. */
export async function checkIndices(client: Client, layout: Layout): Promise<void> {
  const answer = await client.indices.getMapping(
    { index: layout.index, filter_path: "*.mappings._meta" },
    { ignore: [404] },
  );
  for (const index of Object.values(answer)) {
    const meta = (index as { mappings?: { _meta?: unknown } }).mappings?._meta;
    if (meta) checkMeta(meta as IndexMeta, layout);
  }
}

function checkMeta(meta: IndexMeta, { index, timezone }: Layout): void {
  if (meta.minyi > MAPPING_VERSION) {
    throw new MinyiError(
      {
        zh: `Elasticsearch 中的索引 ${index} 由更新版本的 minyi 建立（格式 ${meta.minyi}，本程序支持 ${MAPPING_VERSION}）`,
        en: `A newer minyi made the indices ${index} in Elasticsearch (format ${meta.minyi}, this program knows ${MAPPING_VERSION})`,
      },
      { fix: { zh: "请升级 minyi。", en: "Upgrade minyi." } },
    );
  }
  if (meta.timezone !== undefined && meta.timezone !== timezone) {
    throw new UsageError(
      {
        zh: `Elasticsearch 中的索引 ${index} 按时区 ${meta.timezone} 计日，而配置的时区是 ${timezone}`,
        en: `The indices ${index} in Elasticsearch count days in ${meta.timezone}, the configuration says ${timezone}`,
      },
      {
        fix: {
          zh: `把 timezone 改回 ${meta.timezone}，或用 store.index 换一个名称后重新运行。`,
          en: `Set timezone back to ${meta.timezone}, or choose another name in store.index and run again.`,
        },
      },
    );
  }
}
