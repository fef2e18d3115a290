import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passesLuhn } from "../../analyzers/privacy/bank-card.js";
import { isIdCard15, isIdCard18 } from "../../analyzers/privacy/id-card.js";
import { MASK_TOKENS, TOKEN_OF } from "../../analyzers/privacy/kinds.js";
import { findPersonalData, maskText } from "../../analyzers/privacy/mask.js";

describe("R24: mobile numbers", () => {
  test.each([
    "13812345678",
    "138 1234 5678",
    "138-1234-5678",
    "138.1234.5678",
    "138—1234—5678",
    "1381234 5678",
    "1381 234 5678",
    "+86 13812345678",
    "+86-138-1234-5678",
    "(+86)138-1234-5678",
    "008613812345678",
    "86-13812345678",
    "013812345678",
    "１３８１２３４５６７８",
    "１３８－１２３４－５６７８",
    "一三八一二三四五六七八",
    "幺三八零〇一二三四五六",
    "一三八 一二三四 五六七八",
    "138一二三四5678",
    "138oo1234O5",
    "1 3 8 1 2 3 4 5 6 7 8",
    "138****5678",
    "138xxxx5678",
    "1381234567813912345678",
  ])("%s", (number) => {
    expect(maskText(`我的手机${number}，急`)).toBe("我的手机[手机]，急");
    expect(maskText(`在墙上看到${number}。`)).toBe("在墙上看到[手机]。");
  });

  test("several in a row, and one behind a name that ends in a numeral", () => {
    expect(maskText("13812345678、13912345678/13712345678")).toBe("[手机]、[手机]/[手机]");
    expect(maskText("联系人：王三13812345678")).toBe("联系人：[姓名][手机]");
  });
});

test.each([
  ["0571-87654321", "[电话]"],
  ["(010)62345678", "[电话]"],
  ["（0571）87654321转8012", "[电话]"],
  ["057187654321", "[电话]"],
  ["021 5888 1234", "[电话]"],
  ["+86-571-87654321", "[电话]"],
  ["电话：87654321", "电话：[电话]"],
  ["电话：8765 4321 2019年3月", "电话：[电话] 2019年3月"],
  ["座机6543217或6543218", "座机[电话]或[电话]"],
  ["致电3353715,", "致电[电话],"],
])("R24: landline %s", (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

describe("R24: papers and cards", () => {
  test.each([
    ["11010519491231002X", "[身份证]"],
    ["11010519491231002x", "[身份证]"],
    ["110105 19491231 002X", "[身份证]"],
    ["１１０１０５１９４９１２３１００２Ｘ", "[身份证]"],
    ["130503670401001", "[身份证]"],
    ["身份证号：330106199001011230", "身份证号：[身份证]"],
    ["身份证330106********1230", "身份证[身份证]"],
    ["护照号E12345678", "护照号[证件]"],
    ["永久居留证：FRA110080010101", "永久居留证：[证件]"],
    ["军官证（南字第0123456号）", "军官证（[证件]）"],
    ["6222021234567890128", "[银行卡]"],
    ["卡号 6222 0212 3456 7890 123", "卡号 [银行卡]"],
    ["农行账号12345601040012345", "农行账号[银行卡]"],
  ])("%s", (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  test("check digits", () => {
    expect(isIdCard18("11010519491231002X")).toBe(true);
    expect(isIdCard18("110105194912310021")).toBe(false);
    expect(isIdCard18("99010519491231002X")).toBe(false);
    expect(isIdCard15("130503670401001")).toBe(true);
    expect(isIdCard15("130503671301001")).toBe(false);
    expect(passesLuhn("4111111111111111")).toBe(true);
    expect(passesLuhn("4111111111111112")).toBe(false);
  });

  test("a number of that length without a right check digit is left alone", () => {
    expect(maskText("单据330106202308150002和6222021234567890123")).toBe("单据330106202308150002和6222021234567890123");
  });
});

test.each([
  ["浙A12345", "[车牌]"],
  ["浙A·D12345", "[车牌]"],
  ["皖S12345D", "[车牌]"],
  ["粤Z1234港和京A1234警", "[车牌]和[车牌]"],
  ["浙 A 12345", "[车牌]"],
  ["浙a12b45闯红灯", "[车牌]闯红灯"],
  ["川LP028挂", "[车牌]"],
  ["车牌号A12345", "车牌号[车牌]"],
  ["浙D2***5黄色货车", "[车牌]黄色货车"],
])("R24: plate %s", (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

test.each([
  ["发abc_d.e@163.com。", "发[邮箱]。"],
  ["13812345678@139.com", "[邮箱]"],
  ["jqw****@126.com", "[邮箱]"],
  ["QQ：12345678", "QQ：[QQ]"],
  ["扣扣 7654321", "扣扣 [QQ]"],
  ["qq号123456", "qq号[QQ]"],
  ["微信号：lihua_88", "微信号：[微信]"],
  ["加我微信 hello123", "加我微信 [微信]"],
  ["wxid_abc123def", "[微信]"],
  ["vx：13812345678", "vx：[手机]"],
])("R24: account %s", (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

describe("R24: what stays", () => {
  test.each([
    "拨打12345、110、96310和10086都没用",
    "热线 12315 12328 95598",
    "客服400-123-4567、4008123456、800-810-8888",
    "0571-12345",
    "总价1386800元，欠薪16000000000元",
    "2024-08-14 17:57:47至2024.12.31",
    "国办函〔2025〕66号、GB 50096-2011第5.1.1条",
    "工单编号：2023081512345678",
    "订单号13812345678",
    "受理号：330106199001011237",
    "快递单号SF123456789012",
    "面积89.55平方米，120米",
    "坐标120.153576,30.287459和30.13812345678",
    "v2.13.4版，G1234次，G2高速，沪G1501",
    "A市A3区K9县M10县，新A1区之都小区，浙A号牌",
    "微信公众号和微信小程序，QQ群里",
    "统一社会信用代码91330100MA2ABCDE1X",
    "邮编310000，验证码123456，血压160-100",
    "网友UU0082195",
  ])("%s", (text) => {
    expect(maskText(text)).toBe(text);
  });
});

describe("R24: the mask", () => {
  test("tokens are listed, one per kind", () => {
    expect(MASK_TOKENS).toHaveLength(11);
    expect(new Set(MASK_TOKENS).size).toBe(11);
    expect(TOKEN_OF.mobile).toBe("[手机]");
  });

  test("spans are those of the text as it stands", () => {
    expect(findPersonalData("电话１３８１２３４５６７８，浙A12345")).toEqual([
      { kind: "mobile", start: 2, end: 13 },
      { kind: "plate", start: 14, end: 21 },
    ]);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      "我叫",
      "本人",
      "联系人：",
      "业主",
      "王小明",
      "李",
      "欧阳娜",
      "、",
      "，",
      "。",
      "\n",
      " ",
      "(",
      "）",
      "：",
      "+",
      "-",
      "·",
      "@",
    ),
    fc.constantFrom(
      "13812345678",
      "138 1234 ",
      "一三八",
      "电话",
      "身份证",
      "卡号",
      "QQ",
      "微信",
      "浙A",
      "12345",
      "栋",
      "单元",
      "室",
      "号",
      "路",
      "组",
    ),
    fc.constantFrom(
      "先生",
      "的",
      "于",
      "在",
      "a@b.com",
      "wxid_",
      "****",
      "xx",
      "X",
      "o",
      "[姓名]",
      "[手机]",
      "3",
      "1201",
      "0571-",
      "8765",
      "4321",
    ),
    fc.string({ maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(""));

  test("masking a masked text changes nothing", () => {
    fc.assert(
      fc.property(text, (raw) => {
        const once = maskText(raw);
        expect(maskText(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test("spans are sorted, apart and inside the text, and everything outside of them stays", () => {
    fc.assert(
      fc.property(text, (raw) => {
        let end = 0;
        for (const span of findPersonalData(raw)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(raw.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("a mobile number goes wherever it stands between Chinese words", () => {
    const words = fc.constantFrom("小区漏水", "请打", "，", "。", "\n", "业主", "", "联系", "每天");
    const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(words, words, mobile, (before, after, [second, rest]) => {
        const number = `1${second}${String(rest).padStart(9, "0")}`;
        expect(maskText(before + number + after)).not.toMatch(/\d{4}/);
      }),
    );
  });
});
