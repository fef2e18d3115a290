import { join } from "node:path";
import { expect, test } from "vitest";
import { describeRule } from "../../../alerts/rules/describe-rule.js";
import { parseRule, readRuleFile } from "../../../alerts/rules/parse-rules.js";
import { ruleSet } from "../../../alerts/rules/rule-set.js";
import { packageRoot } from "../../../core/paths.js";

const words = (yaml: string) => describeRule(parseRule(`id: x\nlevel: yellow\n${yaml}`, "x").rule);

test("a rule in words says whom it is about, over which time, and when it fires", () => {
  expect(
    words(
      "where: { topic: [环境保护], area: [城东区, 城西区] }\ngroupBy: [street]\nwhen: { threshold: { above: 12, clearBelow: 8 } }",
    ),
  ).toEqual({
    zh: "主题为环境保护，区县为城东区、城西区，按街道分别看；看 1 天：件数达到 12（降到 8 以下才算结束）时发黄色预警。",
    en: "topic 环境保护, district 城东区 or 城西区, each street by itself; over 1 day: yellow at messages at 12 or more (over when below 8).",
  });
});

test("and what keeps it from firing: minimum count, time that it must hold", () => {
  expect(
    words(
      "window: { weeks: 1 }\nleast: 30\nfor: { days: 2 }\nwhen: { threshold: { measure: negativeShare, above: 0.7 } }",
    ).zh,
  ).toBe("全部消息；看 1 周：负面占比达到 70%时发黄色预警；不足 30 件不判断；持续 2 天才通知。");
});

test("several conditions and levels", () => {
  const { zh, en } = words(
    "when: { all: [{ change: { factor: 2 } }, { any: [{ severity: {} }, { keyword: { any: [塌方, 爆炸] } }] }] }\nlevels: [{ level: red, when: { burst: {} } }]",
  );
  expect(zh).toBe(
    "全部消息；看 1 天：达到近 8 周同一星期几中位数的 2 倍，且（有 1 件严重程度为 3 级的消息，或提到「塌方」「爆炸」的达到 1 件）时发黄色预警；件数突增（偶然出现的可能不到 1/1000）时发红色预警；不足 5 件不判断。",
  );
  expect(en).toMatch(/ and \(a single message of severity 3 or /);
});

test("the rules that are shipped are right, and each can be said in words", () => {
  const rules = ruleSet(readRuleFile(join(packageRoot, "config/alert-rules.yaml"), "alert-rules.yaml"));
  expect(rules.map(({ id }) => id)).toEqual([
    "city-topic-burst",
    "district-negative-share",
    "district-topic-burst",
    "grave-message",
    "new-hot-issue",
    "source-quiet",
  ]);
  for (const rule of rules) {
    expect(describeRule(rule).zh).toMatch(/预警.*。$/);
    expect(describeRule(rule).en).toMatch(/\.$/);
  }
});
