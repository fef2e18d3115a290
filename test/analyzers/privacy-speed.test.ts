import { describe, expect, test } from "vitest";
import { cleanText } from "../../analyzers/clean.js";
import { findPersonalData, maskText } from "../../analyzers/privacy/mask.js";

const PIECES = [
  ..."1| |a|(|（|一|三八|汉字|[姓名]|138 |1-|1 |13812345678|13812345678 |138*|138x|1o|+86|0571-|_|@|a@|a@a.|#|·|阿·".split(
    "|",
  ),
  ..."联系人|联系人：|我叫|本人|我是|我是的|业主王|王小明|先生|王先生|联系人：王明、王明、|微信|微信a|vx|加v|wxid_".split(
    "|",
  ),
  ..."浙A|车牌|3栋|3栋2|3栋2单元|栋|号|1号|路1号|组1号|101室|1单元101|单元|卡号6222|电话|电话1234567、1234567|身份证".split(
    "|",
  ),
  "我叫王小明电话13812345678住3栋2单元501室浙A12345",
];

describe("R21: no text is slow to search", () => {
  test.each(PIECES)("a megabyte of %j", (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const start = process.cpuUsage();
    findPersonalData(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2500);
  });

  test.each(PIECES)("R18: a text of full length of %j is masked and stays masked", (piece) => {
    const text = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
    const start = process.cpuUsage();
    const masked = maskText(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
    expect(maskText(masked)).toBe(masked);
  });
});

test("an ordinary ticket of 200 characters is cleaned and masked in a few microseconds", () => {
  const tickets = Array.from({ length: 2000 }, (_, i) =>
    `市民来电反映：西湖区古墩路${i}弄旁的工地每天夜里十一点以后还在施工，噪音很大，老人孩子都睡不好，已经持续了${i % 30}天。之前打过12345，回复说已经要求整改，但是一直没有变化。另外工地的渣土车进出不冲洗，路上全是泥，下雨天根本没法走，前天还有电动车滑倒。居民找过项目部，负责人表示会处理，之后就没有下文。希望相关部门能够到现场看看，督促他们按规定时间施工，把路面清理干净，谢谢！`.slice(
      0,
      200,
    ),
  );
  const run = (): void => {
    for (const ticket of tickets) maskText(cleanText(ticket).text);
  };
  run();
  run();
  const start = process.cpuUsage();
  run();
  const { user } = process.cpuUsage(start);
  // Measured at about 6 µs on one idle core; the bound leaves room for busy ones.
  expect(user / tickets.length).toBeLessThan(60);
});
