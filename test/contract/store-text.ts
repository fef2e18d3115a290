import { expect, test } from "vitest";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

const TEXTS: Record<string, string> = {
  plain: "小区楼下夜间施工,噪音扰民严重",
  broken: "有噪音。扰民的事要管",
  latin: "A3区KTV每晚放歌到23:30,WiFi也断",
  single: "区",
  fullwidth: "Ａ３区　ｋｔｖ",
  astral: "𠮷野家门口堵车",
  emoji: "噪音😡扰民",
  traditional: "カラオケの騒音",
};

export function textCases(open: OpenStore): void {
  const search = async (texts: Record<string, string>, queries: string[]) => {
    const store = await open();
    await store.put(Object.entries(texts).map(([id, text]) => document({ id, text })));
    const found: Record<string, string[]> = {};
    for (const text of queries) {
      const { hits, total } = await store.find({ text });
      expect(total).toBe(hits.length);
      found[text] = hits.map((hit) => hit.document.id);
    }
    return found;
  };

  test("a query finds the texts that hold it, at their start, middle and end, and no other", async () => {
    expect(
      await search(TEXTS, ["小区", "夜间施工", "扰民严重", "音扰", "噪音扰民", "施工噪音", "噪声", "重小"]),
    ).toEqual({
      小区: ["plain"],
      夜间施工: ["plain"],
      扰民严重: ["plain"],
      音扰: ["plain"],
      噪音扰民: ["plain"],
      施工噪音: [],
      噪声: [],
      重小: [],
    });
  });

  test("one character finds every text with it, one word every text with the whole word", async () => {
    expect(await search(TEXTS, ["区", "重", "ktv", "kt", "3", "a3", "23", "𠮷"])).toEqual({
      区: ["fullwidth", "latin", "plain", "single"],
      重: ["plain"],
      ktv: ["fullwidth", "latin"],
      kt: [],
      "3": [],
      a3: ["fullwidth", "latin"],
      "23": ["latin"],
      𠮷: ["astral"],
    });
  });

  test("punctuation and spaces inside a query match any punctuation and spaces, but not their absence", async () => {
    expect(
      await search(TEXTS, ["噪音,扰民", "噪音 扰民", "施工噪音", "噪音！", "，噪音", "音。扰", "间施工 噪"]),
    ).toEqual({
      "噪音,扰民": ["broken", "emoji"],
      "噪音 扰民": ["broken", "emoji"],
      施工噪音: [],
      "噪音！": ["broken", "emoji", "plain"],
      "，噪音": ["broken", "emoji", "plain"],
      "音。扰": ["broken", "emoji"],
      "间施工 噪": ["plain"],
    });
  });

  test("width and case make no difference; Latin words and Chinese follow each other", async () => {
    expect(await search(TEXTS, ["Ａ３区", "a3区ktv", "a3区 KTV", "ktv每", "23:30", "WIFI也断", "也断"])).toEqual({
      Ａ３区: ["fullwidth", "latin"],
      a3区ktv: ["latin"],
      "a3区 KTV": ["fullwidth"],
      ktv每: ["latin"],
      "23:30": ["latin"],
      WIFI也断: ["latin"],
      也断: ["latin"],
    });
  });

  test("characters beyond the basic plane and kana are units like any other", async () => {
    expect(await search(TEXTS, ["𠮷野", "カラオケ", "の騒音"])).toEqual({
      𠮷野: ["astral"],
      カラオケ: ["traditional"],
      の騒音: ["traditional"],
    });
  });

  test("a query without a letter or digit finds nothing", async () => {
    expect(await search(TEXTS, ["", " ", "。", "😡", "\u200b"])).toEqual({
      "": [],
      " ": [],
      "。": [],
      "😡": [],
      "\u200b": [],
    });
  });

  test("invisible characters are as if they were not there", async () => {
    const texts = { a: "噪\u200b音\ufeff扰民", b: "wi\u00adfi" };
    expect(await search(texts, ["噪音扰民", "wifi", "噪\u2060音"])).toEqual({
      噪音扰民: ["a"],
      wifi: ["b"],
      "噪\u2060音": ["a"],
    });
  });

  test("title and text are searched, a phrase never runs from one into the other", async () => {
    const store = await open();
    await store.put([document({ id: "a", title: "夜间噪音", text: "扰民严重" })]);
    const total = async (text: string) => (await store.find({ text })).total;
    expect(await total("夜间噪音")).toBe(1);
    expect(await total("扰民")).toBe(1);
    expect(await total("噪音扰民")).toBe(0);
    expect(await total("噪音 扰民")).toBe(0);
  });

  test("what looks like a search engine's own syntax is only text", async () => {
    const store = await open();
    await store.put([document({ id: "a", text: "噪音 OR 扰民 NEAR title text" }), document({ id: "b", text: "其他" })]);
    const queries = [
      '"',
      '"噪音" OR "其他"',
      "噪*",
      "title:噪音",
      "NEAR(噪音 扰民)",
      "噪音 AND 扰民",
      "噪音 NOT 扰民",
      "^噪音",
    ];
    queries.push("{title text}:噪音", "-噪音", "噪音\0扰民", "'; DROP TABLE fulltext; --", 'a"b', "(", "+", "\\");
    for (const text of queries) {
      const { total } = await store.find({ text });
      const same = ["噪*", "^噪音", "-噪音"].includes(text);
      expect([text, total]).toEqual([text, same ? 1 : 0]);
    }
    expect((await store.find({ text: "噪音 or 扰民 near" })).total).toBe(1);
  });

  test("text can be joined with any other condition, and counted", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", text: "噪音", district: "A3区" }),
      document({ id: "b", text: "噪音", district: "A4区" }),
      document({ id: "c", text: "污水", district: "A3区" }),
    ]);
    expect((await store.find({ text: "噪音", area: ["A3区"] })).hits.map((hit) => hit.document.id)).toEqual(["a"]);
    expect(await store.count({ where: { text: "噪音" }, by: ["area"] })).toMatchObject([
      { key: ["A3区"], n: 1 },
      { key: ["A4区"], n: 1 },
    ]);
  });

  test("a replaced text is found no more, the new one is; other changes leave the text findable", async () => {
    const store = await open();
    await store.put([document({ id: "a", title: "旧题", text: "噪音扰民" })]);
    await store.put([document({ id: "a", title: "旧题", text: "污水横流", revision: 2 })]);
    const total = async (text: string) => (await store.find({ text })).total;
    expect([await total("噪音"), await total("污水"), await total("旧题")]).toEqual([0, 1, 1]);
    await store.put([document({ id: "a", title: "旧题", text: "污水横流", severity: 3, revision: 3 })]);
    expect([await total("污水"), await total("旧题")]).toEqual([1, 1]);
    await store.put([document({ id: "a", text: "污水横流", severity: 3, revision: 4 })]);
    expect([await total("污水"), await total("旧题")]).toEqual([1, 0]);
  });

  test("however many different characters follow a beginning, all are found", async () => {
    const store = await open();
    // 1,300 followers, each in a text of its own: more than any limit on terms that engines have by default.
    const documents = Array.from({ length: 1300 }, (_, i) =>
      document({
        id: `d${i}`,
        text: `味大，噪${String.fromCodePoint(0x4e00 + i)}，ktv${String.fromCodePoint(0x5e00 + i)}`,
      }),
    );
    await store.put(documents);
    const total = async (text: string) => (await store.find({ text }, { size: 1 })).total;
    for (const text of ["噪", "大，噪", "味大 噪", "ktv", "，ktv"])
      expect([text, await total(text)]).toEqual([text, 1300]);
    expect(await total("噪一")).toBe(1);
    expect(await total("大，噪一")).toBe(1);
  });

  test("a query of a thousand characters and more is matched to its end", async () => {
    const store = await open();
    const long = Array.from({ length: 2000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 37) % 3000))).join("");
    const broken = Array.from({ length: 700 }, (_, i) => `词${i}`).join("，");
    await store.put([
      document({ id: "a", text: long }),
      document({ id: "b", text: `${long.slice(0, 1999)}噪` }),
      document({ id: "c", text: broken }),
    ]);
    const find = async (text: string) => (await store.find({ text })).hits.map((hit) => hit.document.id);
    expect(await find(long.slice(0, 1000))).toEqual(["a", "b"]);
    expect(await find(long)).toEqual(["a"]);
    expect(await find(`${long}噪`)).toEqual([]);
    expect(await find(broken)).toEqual(["c"]);
    expect(await find(`${broken}，词`)).toEqual([]);
  });
}
