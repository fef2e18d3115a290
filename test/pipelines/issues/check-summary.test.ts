import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openKnowledge } from "../../../analyzers/places/knowledge.js";
import { maskText } from "../../../analyzers/privacy/mask.js";
import { checkSummary } from "../../../pipelines/issues/check-summary.js";
import { summaryNames } from "../../../pipelines/issues/summary-names.js";

const { knowledge } = openKnowledge({});

/** What citizens wrote of a matter that nobody ever had, and its figures. */
const FACTS = [
  "标题：碧桐苑搅拌站夜间施工扰民",
  "地点或单位：碧桐苑",
  "数据：来件21件，反映人18人，2026年3月2日至2026年3月15日，历时14天",
].join("\n");
const MESSAGES = [
  "碧桐苑西侧的搅拌站半夜两点还在开工，噪声有70多分贝，罐车每晚进出十几趟，请城管局处理。",
  "碧桐苑小区三百户业主联名反映，隔壁恒远建材公司的搅拌站扬尘严重，每户花了1,200元装双层窗。",
  "物业说“没有办法管”，3月9日晚上10点又开工，孩子第二天要去云溪小学上课。",
  "开发商承诺过两年内搬走，现在三分之一的住户想搬家，水电费涨了15%。",
];

function check(answer: string, texts: readonly string[] = [FACTS, ...MESSAGES]) {
  return checkSummary(answer, { texts, namesIn: (text) => summaryNames(text, knowledge), mask: maskText });
}

describe("a summary is taken when all that it says is said in the messages", () => {
  test.each([
    "碧桐苑西侧的搅拌站半夜施工，噪声和扬尘影响居民休息。18人来件21件，要求尽快处理。",
    "2026年3月2日至15日，市民反映碧桐苑旁的搅拌站夜间开工。居民希望城管局处理。",
    "恒远建材公司的搅拌站扬尘严重，300户业主联名反映，每户花费一千二百元装双层窗。",
    "三月九日22:00搅拌站又开工，物业称“没有办法管”。业主盼望早日解决。",
    "搅拌站凌晨2点仍在施工，居民一直睡不好。1/3的住户想搬家，水电费上涨百分之十五。",
    "开发商承诺2年内搬走，至今没有动静，居民十分不满。云溪小学的学生休息受影响。",
    "碧桐苑居民反映搅拌站噪声达70余分贝，罐车每晚进出十几趟，请有关部门处理。",
    "约21件来件反映同一件事，每一位居民都睡不好？",
  ])("%s", (answer) => {
    expect(check(answer)).toBeUndefined();
  });
});

describe("a summary is refused for what is in no message", () => {
  test.each([
    ["another count", "碧桐苑西侧的搅拌站半夜施工，22人来件反映扰民。"],
    ["the same number of something else", "碧桐苑西侧的搅拌站半夜施工，来件反映有21户受影响。"],
    ["a Chinese number", "碧桐苑小区四百户业主联名反映扬尘严重，要求处理。"],
    ["more than was said", "碧桐苑小区超过300户业主联名反映扬尘严重，要求处理。"],
    ["an amount ten thousand times as large", "搅拌站扬尘严重，每户花了1200万元装双层窗。"],
    ["a date put together of two", "市民反映2026年3月14日搅拌站又开工，扰民严重。"],
    ["another year", "市民反映2025年3月9日搅拌站又开工，扰民严重。"],
    ["another half of the day", "3月9日上午10点搅拌站又开工，居民要求处理。"],
    ["another share", "搅拌站扰民，四分之一的住户想搬家，要求处理。"],
    ["a percentage", "搅拌站扰民，水电费上涨16%，居民要求处理。"],
    ["some tens", "碧桐苑几十户居民反映搅拌站扰民，要求处理。"],
    ["full-width digits", "碧桐苑西侧的搅拌站半夜施工，２２人来件反映扰民。"],
    ["a number in a ring", "碧桐苑西侧的搅拌站半夜施工，㉒人来件反映扰民。"],
  ])("a figure: %s", (_, answer) => {
    expect(check(answer)).toBe("figure");
  });

  test.each([
    ["words nobody said", "物业说“我们明天就整改”，居民要求尽快处理。"],
    ["other quotation marks", "物业说「随便你们告」，居民要求尽快处理。"],
    ["straight ones", '物业说"随便你们告"，居民要求尽快处理。'],
    ["one word changed", "物业说“没有办法改”，居民要求尽快处理。"],
    ["one within another", "居民说“物业称『随便告』”，要求尽快处理。"],
    ["one that is not closed", "物业说“没有办法管，居民要求尽快处理。"],
    ["a document", "搅拌站违反《噪声污染防治法》，居民要求尽快处理。"],
  ])("a quotation: %s", (_, answer) => {
    expect(check(answer)).toBe("quotation");
  });

  test.each([
    ["an estate", "丹枫苑小区旁的搅拌站半夜施工，居民要求处理。"],
    ["a road", "碧桐苑旁星湖路的搅拌站半夜施工，居民要求处理。"],
    ["an authority", "碧桐苑旁的搅拌站半夜施工，居民请求住建局处理。"],
    ["a company", "碧桐苑旁宏达建材公司的搅拌站半夜施工，居民要求处理。"],
    ["a district", "西湖区碧桐苑旁的搅拌站半夜施工，居民要求处理。"],
    ["a school", "搅拌站半夜施工，影响育才中学的学生，居民要求处理。"],
    ["Latin letters", "碧桐苑旁的搅拌站半夜施工，居民向KTV投诉无果。"],
  ])("a name: %s", (_, answer) => {
    expect(check(answer)).toBe("name");
  });

  test.each([
    ["nothing", ""],
    ["English", "The residents of the estate complain about noise at night."],
    ["a list", "- 噪声扰民，居民要求处理。"],
    ["several lines", "搅拌站半夜施工扰民。\n居民要求处理。"],
    ["four sentences", "搅拌站扰民。居民不满。居民投诉。要求处理。"],
    ["no end", "碧桐苑西侧的搅拌站半夜施工，居民要求"],
    ["too much", `${"碧桐苑西侧的搅拌站半夜施工，".repeat(30)}居民要求处理。`],
    ["a link", "碧桐苑搅拌站扰民，详见http://a.cn/居民要求处理。"],
    ["letters that cannot be seen", "碧桐苑西侧的搅拌站半夜施工，2\u200b2人来件反映扰民。"],
    ["digits of another script", "碧桐苑西侧的搅拌站半夜施工，٢٢人来件反映扰民。"],
  ])("its form: %s", (_, answer) => {
    expect(check(answer)).toBe("form");
  });

  test("personal data, though it stood in a message", () => {
    const answer = "搅拌站半夜施工，居民留了电话13912345678，要求处理。";
    expect(check(answer, [answer])).toBe("personal");
  });
});

describe("whatever the text", () => {
  const character = fc.constantFrom(...Array.from("搅拌站半夜施工两三百千万点月日号人元第个一十零几约超过近3 7:.年"));
  const prose = fc
    .array(character, { minLength: 12, maxLength: 60 })
    .map((list) => `${list.join("").trim()}噪声扰民。`);

  test("what a message says is said in that message, however it stands between others", () => {
    fc.assert(
      fc.property(prose, prose, (answer, other) => {
        const refusal = check(answer, [other, answer]);
        expect(["form", "personal", undefined]).toContain(refusal);
      }),
    );
  });

  const DIGITS = "零一二三四五六七八九";
  /** A number from 11 to 99 in Chinese, written with nothing of ours. */
  const chinese = (n: number): string =>
    `${n < 20 ? "" : DIGITS[Math.floor(n / 10)]}十${n % 10 === 0 ? "" : DIGITS[n % 10]}`;
  const wide = (n: number): string => String(n).replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
  const WAYS = [String, chinese, wide, (n: number) => ` ${n} `];
  const unit = fc.constantFrom("人", "户", "元", "天", "次", "辆", "平方米", "个月", "米", "分贝", "%");
  const number = fc.integer({ min: 11, max: 99 });

  test("a number is the same in every notation, and no other number is", () => {
    fc.assert(
      fc.property(number, number, unit, fc.nat(3), fc.nat(3), (said, told, measure, way, other) => {
        const message = `居民反映搅拌站扰民，涉及${WAYS[way]!(said)}${measure}。`;
        const answer = `搅拌站夜间施工扰民，涉及${WAYS[other]!(told)}${measure}，居民要求处理。`;
        expect(check(answer, [message])).toBe(said === told ? undefined : "figure");
      }),
    );
  });

  test("a number of something else does not count", () => {
    fc.assert(
      fc.property(number, unit, unit, (n, said, told) => {
        const answer = `搅拌站夜间施工扰民，涉及${n}${told}，居民要求处理。`;
        expect(check(answer, [`居民反映搅拌站扰民，涉及${n}${said}。`])).toBe(said === told ? undefined : "figure");
      }),
    );
  });

  test("a quotation is taken when it is a piece of a message, and only then", () => {
    const words = fc.array(fc.constantFrom(...Array.from("晴雨雪风云山水火木石")), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, words, fc.constantFrom("“”", "「」", '""', "『』"), (said, quoted, marks) => {
        const [message, quote] = [said.join(""), quoted.join("")];
        const answer = `物业答复居民说${marks[0]}${quote}${marks[1]}，居民要求尽快处理。`;
        expect(check(answer, [`物业说${message}。`])).toBe(message.includes(quote) ? undefined : "quotation");
      }),
    );
  });
});
