import { readFileSync } from "node:fs";
import { AutoTokenizer, env, type PreTrainedTokenizer } from "@xenova/transformers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { Tokenizer } from "../../../analyzers/encoder/tokenizer.js";
import { shipped } from "../../../core/paths.js";

const json = JSON.parse(readFileSync(shipped("analyzers", "models", "encoder", "tokenizer.json"), "utf8")) as {
  model: { vocab: Record<string, number> };
};
const ours = new Tokenizer(json);
const names = new Map(Object.entries(json.model.vocab).map(([piece, id]) => [id, piece]));
let theirs: PreTrainedTokenizer;

beforeAll(async () => {
  env.allowRemoteModels = false;
  env.localModelPath = shipped("analyzers", "models");
  theirs = await AutoTokenizer.from_pretrained("encoder", { local_files_only: true });
});

const pieces = (text: string) => ours.ids(text).map((id) => names.get(id));
const idsOfTheirs = (text: string) => theirs.encode(text, { add_special_tokens: false }) as number[];

test("Chinese characters and punctuation marks are tokens of their own, words are cut into known pieces", () => {
  expect(pieces("小区噪音，扰民！")).toEqual(["小", "区", "噪", "音", "，", "扰", "民", "！"]);
  expect(pieces("A市A3区 WiFi")).toEqual(["a", "市", "a3", "区", "wifi"]);
  expect(pieces("café")).toEqual(["cafe"]);
});

test("what is not in the vocabulary is [UNK], a word of more than 100 letters too", () => {
  expect(pieces("好😀")).toEqual(["好", "[UNK]"]);
  expect(pieces("x".repeat(101))).toEqual(["[UNK]"]);
});

test("characters that cannot be seen are left out", () => {
  expect(pieces("路\u200b灯\u0000a\u00adb")).toEqual(pieces("路灯ab"));
  expect(pieces(" \t\r\n\u3000")).toEqual([]);
});

/** Made up, in the ways in which people write. */
const MESSAGES = [
  "您好！我是XX小区业主，咨询一下：2023年的物业费（3.5元/㎡）为什么涨了50%？？？谢谢~",
  "投诉[地址]楼下KTV，每天23:30还在唱，已拨打110、12345多次……求领导重视🙏🙏",
  "@某某发布 #停水# 又停水了😡😡😡 http://t.cn/A6xYz1 什么时候恢复？//@路人甲:同问",
  "尊敬的领导：\r\n　　本人于２０２２年１０月购买“某某花园”３＃楼，至今未办房产证。\r\n　　此致\r\n敬礼",
  "微信号ABC_def-123，邮箱test@example.com；电话[手机]，身份证[身份证]",
  "İstanbul ΣΑΣ Ｆｕｌｌｗｉｄｔｈ ﬁne naïve Ångström 각하 ｶﾞ が 𠮷野家 丽 豈 Ⅳ ① ㎡ ½",
  "[CLS]假的[SEP][MASK]标记[UNK] [PAD] [cls]",
  "\ufeff开头的标记\u2028行分隔\u0085\u001b[31m红\u001b[0m\ufffd",
];

test.each(MESSAGES)("the same ids as transformers.js: %j", (text) => {
  expect(ours.ids(text)).toEqual(idsOfTheirs(text));
});

const character = fc.oneof(
  fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
  fc.constantFrom(..."，。！？：（）《》…—“”、 \n\tabcdefgXYZ0123456789.,-_@#/[]&"),
  fc.constantFrom(
    "😀",
    "👨‍👩‍👧",
    "🇨🇳",
    "❤️",
    "𠮷",
    "丽",
    "\ud800",
    "\udc00",
    "\0",
    "\u200d",
    "\ufeff",
    "\u0301",
    "Σ",
    "İ",
    "[SEP]",
  ),
  fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
);

test("any text whatever gives the same ids as transformers.js", () => {
  const text = fc.array(character, { maxLength: 60 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (text) => {
      expect(ours.ids(text)).toEqual(idsOfTheirs(text));
    }),
    { numRuns: 1000 },
  );
});

test("every single character gives the same ids as transformers.js between two words", () => {
  for (let unit = 0; unit < 0x10000; unit += 7) {
    const text = `ab${String.fromCharCode(unit)}cd`;
    expect(ours.ids(text), `U+${unit.toString(16)}`).toEqual(idsOfTheirs(text));
  }
});

test("half as fast again as transformers.js, and more", () => {
  const texts = Array.from({ length: 100 }, (_, i) => `${MESSAGES.slice(0, 5).join("")}${i}`);
  const microseconds = (ids: (text: string) => number[]) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const before = process.cpuUsage();
        for (const text of texts) ids(text);
        return process.cpuUsage(before).user;
      }),
    );
  const [slow, fast] = [microseconds(idsOfTheirs), microseconds((text) => ours.ids(text))];
  expect(slow / fast).toBeGreaterThan(1.5);
});
