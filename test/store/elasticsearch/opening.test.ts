import { describe, expect, test } from "vitest";
import { MinyiError, UsageError } from "../../../core/errors.js";
import { checkVersion } from "../../../store/elasticsearch/version.js";
import { document } from "../../contract/store-documents.js";
import { elasticConfig, temporaryElasticStores } from "./fixture.js";
import { ask, indicesOf } from "./server.js";

const stores = temporaryElasticStores();

interface Template {
  index_templates?: { index_template: { version?: number; _meta: Record<string, unknown>; template: object } }[];
}
const template = async (name: string) =>
  (await ask<Template>(`_index_template/${name}`)).index_templates?.[0]?.index_template;

describe("opening a store", () => {
  test("for writing puts the template once; settings that change are put again", async () => {
    const config = elasticConfig();
    const { index } = config.store;
    await stores.openConfig(config);
    expect(await template(index)).toMatchObject({
      index_patterns: [`${index}-*`],
      _meta: { minyi: 1, timezone: "Asia/Shanghai" },
      template: {
        aliases: { [index]: {} },
        settings: { index: { number_of_shards: "1", auto_expand_replicas: "0-1" } },
      },
    });
    await stores.openConfig({ ...config, store: { ...config.store, shards: 2 } });
    expect((await template(index))?.template).toMatchObject({ settings: { index: { number_of_shards: "2" } } });
  });

  test("for reading makes nothing, and a store that holds nothing yet answers", async () => {
    const config = elasticConfig();
    const store = await stores.openConfig(config, { readOnly: true });
    expect(await store.size()).toBe(0);
    expect(await store.get(["a"])).toEqual([undefined]);
    expect(await store.find({})).toEqual({ hits: [], total: 0 });
    expect((await store.checksum()).documents).toBe(0);
    expect(await template(config.store.index)).toBeUndefined();
    expect(await indicesOf(config.store.index)).toEqual([]);
  });

  test("names that begin alike do not get into each other's way", async () => {
    const config = elasticConfig();
    const longer = { ...config, store: { ...config.store, index: `${config.store.index}-test` } };
    const [one, other] = [await stores.openConfig(config), await stores.openConfig(longer)];
    await one.put([document({ id: "a" })]);
    await other.put([document({ id: "a", text: "另一条" }), document({ id: "b" })]);
    expect([await one.size(), await other.size()]).toEqual([1, 2]);
    expect(await one.remove({})).toBe(1);
    expect(await other.size()).toBe(2);
  });

  test("another time zone than that of the indices is refused, also when the template is gone", async () => {
    const config = elasticConfig();
    await (await stores.openConfig(config)).put([document({ id: "a" })]);
    const berlin = { ...config, timezone: "Europe/Berlin" };
    for (const options of [{}, { readOnly: true }]) {
      const error = await stores.openConfig(berlin, options).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(UsageError);
      expect((error as UsageError).what.zh).toContain("按时区 Asia/Shanghai 计日，而配置的时区是 Europe/Berlin");
      expect((error as UsageError).fix?.zh).toContain("store.index");
      await ask(`_index_template/${config.store.index}`, "DELETE");
    }
  });

  test("R43: indices of a newer program are refused", async () => {
    const config = elasticConfig();
    const { index } = config.store;
    await stores.openConfig(config);
    const stored = (await template(index)) as NonNullable<Awaited<ReturnType<typeof template>>>;
    await ask(`_index_template/${index}`, "PUT", { ...stored, _meta: { ...stored._meta, minyi: 99 } });
    const error = await stores.openConfig(config).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MinyiError);
    expect((error as MinyiError).what.zh).toContain("由更新版本的 minyi 建立（格式 99，本程序支持 1）");
  });

  test("versions 8 and 9 of Elasticsearch are taken, others are not", () => {
    for (const version of ["8.0.0", "8.19.21", "9.4.3"]) expect(() => checkVersion(version, "n")).not.toThrow();
    for (const version of ["7.17.28", "10.0.0", "0"])
      expect(() => checkVersion(version, "n")).toThrow(`版本是 ${version}`);
  });
});

describe("several processes", () => {
  test("another process sees what is written within the refresh interval, at once when it opens for writing", async () => {
    const config = elasticConfig();
    const one = await stores.openConfig(config);
    await one.put([document({ id: "a" })]);
    const other = await stores.openConfig(config);
    expect(await other.put([document({ id: "a" }), document({ id: "a", revision: 2, text: "新" })])).toMatchObject([
      { outcome: "unchanged" },
      { outcome: "replaced" },
    ]);
    expect((await one.get(["a"]))[0]?.text).toBe("新");
  });
});
