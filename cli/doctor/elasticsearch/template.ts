import { MAPPING_VERSION } from "../../../store/elasticsearch/mapping.js";
import type { IndexMeta } from "../../../store/elasticsearch/template.js";
import type { Finding } from "../check.js";
import type { ElasticLook } from "./probe.js";

function judge(name: string, meta: Partial<IndexMeta>, timezone: string): Finding | undefined {
  if (meta.minyi === undefined) {
    return {
      level: "fail",
      text: { zh: `${name} 不是 minyi 建立的`, en: `${name} was not made by minyi` },
      fix: {
        zh: "用 store.index 换一个没有人用的名称。",
        en: "Choose a name that nobody uses in store.index.",
      },
    };
  }
  if (meta.minyi > MAPPING_VERSION) {
    return {
      level: "fail",
      text: {
        zh: `${name} 由更新版本的 minyi 建立（格式 ${meta.minyi}，本程序支持 ${MAPPING_VERSION}）`,
        en: `${name} was made by a newer minyi (format ${meta.minyi}, this program knows ${MAPPING_VERSION})`,
      },
      fix: { zh: "升级本机的 minyi。", en: "Upgrade minyi on this machine." },
    };
  }
  if (meta.timezone !== undefined && meta.timezone !== timezone) {
    return {
      level: "fail",
      text: {
        zh: `${name} 按时区 ${meta.timezone} 计日，而配置的时区是 ${timezone}`,
        en: `${name} counts days in ${meta.timezone}, the configuration says ${timezone}`,
      },
      fix: {
        zh: `把 timezone 改回 ${meta.timezone}，或用 store.index 换一个名称。`,
        en: `Set timezone back to ${meta.timezone}, or choose another name in store.index.`,
      },
    };
  }
  return undefined;
}

/** Whether template and indices are ours, of a format that this program knows, and of the configured time zone. */
export const lookAtTemplate: ElasticLook = async ({ client, config }) => {
  const { index } = config.store;
  const [templates, mappings] = await Promise.all([
    client.indices.getIndexTemplate({ name: index }, { ignore: [404] }),
    client.indices.getMapping({
      index,
      allow_no_indices: true,
      ignore_unavailable: true,
    }),
  ]);
  const template = templates.index_templates?.[0]?.index_template;
  const named: [string, Partial<IndexMeta>][] = Object.entries(mappings ?? {}).map(([name, { mappings: made }]) => [
    name,
    (made?._meta ?? {}) as Partial<IndexMeta>,
  ]);
  const wrong = [
    ...(template
      ? [judge(`index template ${index}`, (template._meta ?? {}) as Partial<IndexMeta>, config.timezone)]
      : []),
    ...named.map(([name, meta]) => judge(name, meta, config.timezone)),
  ].filter((finding) => finding !== undefined);
  // One wrong index stands for all: they were made the same way.
  if (wrong[0]) return [wrong[0]];
  if (!template) {
    return [
      { level: "ok", text: { zh: "还没有索引模板，第一次运行时建立", en: "no template yet: the first run makes it" } },
    ];
  }
  const { minyi, timezone } = (template._meta ?? {}) as Partial<IndexMeta>;
  return [
    {
      level: "ok",
      text: {
        zh: `索引模板 ${index}：格式 ${minyi}，时区 ${timezone}`,
        en: `template ${index}: format ${minyi}, zone ${timezone}`,
      },
    },
  ];
};
