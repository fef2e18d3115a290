import fc from "fast-check";
import { expect, test } from "vitest";
import type { Place } from "../../../../core/analysis.js";
import type { FeedbackDocument } from "../../../../core/feedback-document.js";
import { backgroundOf } from "../../../../trends/issues/describe/background.js";
import { describeIssue } from "../../../../trends/issues/describe/describe-issue.js";
import { elsewhere, type Segmented, segmented } from "./segmented.js";

const others = elsewhere();

function described(members: FeedbackDocument[]) {
  return describeIssue(members, backgroundOf([...others, ...members]));
}

const ESTATE: Segmented[] = [
  {
    title: "关于 云栖苑 捆绑 销售 车位 的 投诉",
    text: "尊敬 的 领导 ： 您好 ！ 云栖苑 开发商 要求 买房 必须 捆绑 购买 车位 ， 一个 车位 十二万 。 谢谢 ！",
    places: [["estate", "云栖苑"]],
    day: 1,
  },
  {
    title: "A3 区 云栖苑 小区 违规 捆绑 销售 车位",
    text: "售楼部 说 不 买 车位 就 不 给 签 购房 合同 ， 我们 交 了 定金 也 不 退 。",
    places: [["estate", "云栖苑"]],
    day: 2,
  },
  {
    title: "恒实 云栖苑 车位 捆绑 销售 是否 合法",
    text: "恒实 云栖苑 捆绑 销售 车位 已经 三个月 ， 没有 人 管 。",
    places: [["estate", "恒实云栖苑"]],
    day: 3,
  },
  {
    title: "请问 云栖苑 捆绑 销售 车位 谁 来 管",
    text: "我 叫 [姓名] ， 电话 [手机] ， 家里 只有 一辆 车 ， 却 被 要求 购买 两个 车位 。",
    places: [
      ["estate", "云栖苑"],
      ["road", "长宁路"],
    ],
    day: 4,
  },
];
const estate = ESTATE.map(segmented);

test("the title is the place and the matter, without 关于, 投诉 and the like; spellings of one place are one", () => {
  const card = described(estate);
  expect(card.title).toBe("云栖苑捆绑销售车位");
  expect(card.place).toBe("云栖苑");
  expect(card.places).toEqual(["长宁路"]);
  expect(card.topic).toEqual(["城乡建设", "物业服务"]);
});

test("keywords are typical of the issue: no stop words, no pieces of the place's name, nothing of one message only", () => {
  const { keywords } = described(estate);
  expect(keywords.slice(0, 2)).toEqual(["捆绑", "销售"]);
  expect(keywords).toContain("车位");
  for (const word of ["投诉", "云栖苑", "十二万", "我们"]) expect(keywords).not.toContain(word);
});

test("the summary quotes different messages word by word, without greetings, thanks or masks", () => {
  const { summary } = described(estate);
  expect(summary.length).toBeGreaterThanOrEqual(2);
  expect(new Set(summary.map(({ documentId }) => documentId)).size).toBe(summary.length);
  for (const { text, documentId } of summary) {
    expect(estate.find(({ id }) => id === documentId)?.text).toContain(text);
    expect(text.length).toBeGreaterThanOrEqual(12);
    expect(text).not.toMatch(/尊敬|您好|谢谢/);
  }
  expect(summary[0]?.text).toBe("云栖苑开发商要求买房必须捆绑购买车位，一个车位十二万");
});

test("a party that no gazetteer knows is found in the titles", () => {
  const lender = [
    "恳请 关注 A 市 66 快贷 案件 进展",
    "A 市 66 快贷 案件 进展 通报 在 哪里",
    "再次 请求 公布 66 快贷 案件 进展",
    "66 快贷 老板 跑路",
  ].map((title, i) =>
    segmented({
      title,
      text: "66 快贷 立案 半年 ， 案件 没有 任何 进展 ， 受害人 拿 不 到 钱 。",
      day: i + 1,
      district: "A4区",
    }),
  );
  expect(described(lender)).toMatchObject({ title: "66快贷案件进展", place: "66快贷", district: "A4区" });
});

test("the background may leave the issue's own messages out: common words still make no party", () => {
  const noise = Array.from({ length: 40 }, (_, i) =>
    segmented({ title: "投诉 夜间 施工 噪音 扰民", text: `${i} 号 院 旁边 夜间 施工 ， 噪音 很 大 。` }),
  );
  const card = describeIssue(noise, backgroundOf(others));
  expect(card).toMatchObject({ place: "", title: "夜间施工噪音扰民" });
  expect(describeIssue(estate, backgroundOf(others)).title).toBe("云栖苑捆绑销售车位");
});

test("messages without titles are described by their most telling sentences", () => {
  const untitled = ESTATE.map(({ title: _none, ...message }) => segmented(message));
  const card = described(untitled);
  expect(card.place).toBe("云栖苑");
  expect(card.title).toMatch(/^云栖苑.*车位/);
});

test("without a place the district of most messages stands in the title; without that the matter alone", () => {
  const messages = (district?: string) =>
    [1, 2, 3].map((day) =>
      segmented({
        title: "反映 夜间 渣土车 超速 的 问题",
        text: `${["东门", "西门", "北门"][day - 1]} 每天 夜间 渣土车 超速 ， 老人 不敢 过 马路 。`,
        day,
        ...(district ? { district } : {}),
      }),
    );
  expect(described(messages("高新区")).title).toBe("高新区夜间渣土车超速");
  expect(described(messages()).title).toBe("夜间渣土车超速");
});

test("a title never ends inside a word, and keeps 问题 where the word needs it", () => {
  const messages = [1, 2, 3].map((day) =>
    segmented({
      title: "投诉 云栖苑 房屋 存在 严重 质量 问题",
      text: "墙面 开裂 ， 房屋 渗水 ， 物业 不 理睬 。",
      places: [["estate", "云栖苑"]],
      day,
    }),
  );
  expect(described(messages).title).toBe("云栖苑房屋存在严重质量问题");
});

test("neither a person nor a mask gets into a title", () => {
  const messages = [1, 2, 3].map((day) =>
    segmented({
      title: "云栖苑 王 某某 [门牌] 私自 加建 阳台",
      text: "云栖苑 有 人 私自 加建 阳台 ， 挡住 了 采光 。",
      places: [["estate", "云栖苑"]],
      day,
    }),
  );
  expect(described(messages).title).toBe("云栖苑私自加建阳台");
});

test("representatives differ from one another: of copies only the earliest is shown", () => {
  const copies = [5, 6, 7].map((day) => segmented({ ...(ESTATE[0] as Segmented), day }));
  const { representatives } = described([...copies, ...estate]);
  expect(representatives).not.toContain(copies[1]?.id);
  expect(representatives).not.toContain(copies[0]?.id);
  expect(representatives).toContain(estate[0]?.id);
  expect(representatives.length).toBeLessThanOrEqual(5);
});

test("a single word as text still makes a title, and an empty issue is an error", () => {
  const bare = segmented({ text: "停水" });
  expect(describeIssue([bare], backgroundOf([bare])).title).toBe("停水");
  expect(() => describeIssue([], backgroundOf([]))).toThrow(RangeError);
});

test("the order in which documents come makes no difference, below the sample's size and above it", () => {
  const many = Array.from({ length: 400 }, (_, i) => segmented({ ...(ESTATE[i % 4] as Segmented), day: 1 + (i % 28) }));
  for (const members of [estate, many]) {
    const background = backgroundOf([...others, ...members]);
    const expected = describeIssue(members, background);
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
        expect(describeIssue(shuffled, background)).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  }
});

test("any words make a title of 1 to 24 characters and quotations that stand in their message", () => {
  const word = fc.constantFrom(
    ..."云栖苑 关于 的 问题 噪音 扰民 [手机] A3 区 ， 。 停水 投诉 我们 每天 施工 ： 58 KTV".split(" "),
  );
  const phrase = fc.array(word, { maxLength: 30 }).map((words) => words.join(" "));
  const message = fc.record({ title: fc.option(phrase, { nil: undefined }), text: phrase });
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 6 }), (given) => {
      const members = given.map(({ title, text }) => segmented({ text, ...(title === undefined ? {} : { title }) }));
      const card = described(members);
      expect(card.title.length).toBeGreaterThan(0);
      expect(card.title.length).toBeLessThanOrEqual(24);
      expect(card.title).not.toMatch(/[[\]]/);
      for (const { text, documentId } of card.summary) {
        expect(members.find(({ id }) => id === documentId)?.text).toContain(text);
      }
    }),
    { numRuns: 40 },
  );
});

test("messages without titles give place and matter too, without what a sentence asks or how bad it finds it", () => {
  const spoken = (texts: string[], place: [Place["kind"], string]) =>
    described(texts.map((text, i) => segmented({ text, places: [place], day: i + 1 }))).title;
  expect(
    spoken(
      [
        "你 好 ， 我 是 碧桐苑 的 业主 ， 小区 西门 旁边 的 搅拌站 天天 半夜 施工 ， 吵 得 人 没法 睡觉 。",
        "碧桐苑 旁边 那个 搅拌站 又是 半夜 施工 ， 罐车 进进出出 ， 打 过 好几 次 电话 了 没 人 管 。",
        "我家 住 碧桐苑 六栋 ， 搅拌站 半夜 施工 的 声音 特别 响 ， 老人 心脏 不好 。",
        "碧桐苑 这边 搅拌站 半夜 施工 ， 灰 也 大 声音 也 大 ， 请 环保局 来 测一测 。",
      ],
      ["estate", "碧桐苑"],
    ),
  ).toBe("碧桐苑搅拌站半夜施工");
  expect(
    spoken(
      [
        "青禾家园 的 暖气 一直 不热 ， 家里 只有 十三度 ， 供热 公司 不来 修 。",
        "我 想 问 一下 青禾家园 暖气 不热 什么时候 能 修好 ， 孩子 都 冻 感冒 了 。",
        "青禾家园 二号楼 整个 单元 暖气 不热 ， 打 供热 公司 电话 没 人 接 。",
      ],
      ["estate", "青禾家园"],
    ),
  ).toBe("青禾家园暖气不热");
  expect(
    spoken(
      [
        "明德小学 门口 放学 堵车 ， 接 孩子 的 车 把 路 堵死 了 ， 希望 交警 来 管管 。",
        "反映 明德小学 放学 堵车 太 严重 了 ， 家长 的 车 乱停 ， 走路 都 过 不去 。",
        "明德小学 每天 放学 堵车 ， 救护车 都 过 不去 ， 没 人 管 。",
      ],
      ["school", "明德小学"],
    ),
  ).toBe("明德小学放学堵车");
});
