import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRule, parseRules } from "../../../alerts/rules/parse-rules.js";
import { ruleSet } from "../../../alerts/rules/rule-set.js";
import { ConfigError, type Problem } from "../../../config/config-error.js";

function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** `line:column field text` of every problem. */
function told(text: string): string[] {
  return problemsOf(() => parseRules(text, "rules.yaml")).map(
    ({ line, column, key, text: words }) => `${line}:${column} ${key ?? ""} ${words.zh}`,
  );
}

const RULE = `rules:
  - id: noise
    level: yellow
    groupBy: [area]
    window: { days: 1 }
    when: { threshold: { above: 10 } }
`;

describe("a file of rules", () => {
  test("becomes complete rules: what was left out has its default", () => {
    expect(parseRules(RULE, "rules.yaml")[0]?.rule).toEqual({
      id: "noise",
      level: "yellow",
      enabled: true,
      where: {},
      groupBy: ["area"],
      window: { unit: "days", value: 1 },
      least: 5,
      when: { kind: "threshold", measure: "count", side: "above", limit: 10 },
      levels: [],
      inhibits: [],
      channels: [],
    });
  });

  test("a rule about issues is grouped by issue by itself", () => {
    const rule = parseRule("id: hot\nlevel: red\nwhen: { heat: { above: 70 } }", "x").rule;
    expect(rule.groupBy).toEqual(["issue"]);
  });

  test("severities may be written as numbers", () => {
    const rule = parseRule(
      "id: a\nlevel: red\nwhere: { severity: [2, 3] }\nwhen: { threshold: { above: 1 } }",
      "x",
    ).rule;
    expect(rule.where).toEqual({ severity: ["2", "3"] });
  });

  test("an empty file has no rules", () => {
    expect(parseRules("", "rules.yaml")).toEqual([]);
  });
});

describe("R42: what is wrong is said with line and field, and nothing is taken", () => {
  test("a mistyped key, with the one that was meant", () => {
    expect(told(RULE.replace("groupBy", "gruopBy"))).toEqual(["4:5 rules[0].gruopBy 没有这一项，是不是 groupBy？"]);
  });

  test("a mistyped kind of condition: said once", () => {
    expect(told(RULE.replace("threshold", "treshold"))).toEqual([
      "6:13 rules[0].when.treshold 没有这一项，是不是 threshold？",
    ]);
  });

  test("a mistyped key deep in a condition", () => {
    const text = RULE.replace(
      "{ threshold: { above: 10 } }",
      "\n      all:\n        - change: { fator: 2 }\n        - burst: {}",
    );
    expect(told(text)).toContain("8:21 rules[0].when.all[0].change.fator 没有这一项，是不是 factor？");
  });

  test("two conditions in one", () => {
    expect(told(RULE.replace("{ above: 10 } }", "{ above: 10 }, burst: {} }"))[0]).toMatch(
      /^6:11 rules\[0\]\.when 要写且只写一种条件/,
    );
  });

  test("a level that does not exist, with the ones that do", () => {
    expect(told(RULE.replace("yellow", "yelow"))).toEqual([
      '3:12 rules[0].level 应为 blue、yellow、orange、red 之一，实际是 "yelow"，是不是 yellow？',
    ]);
  });

  test("an alarm from no messages cannot be asked for", () => {
    expect(told(RULE.replace("above: 10", "above: 0"))).toEqual([
      "6:33 rules[0].when.threshold.above 至少为 1：没有消息不能报警",
    ]);
  });

  test("hysteresis the wrong way round", () => {
    expect(told(RULE.replace("above: 10", "above: 10, clearBelow: 12"))[0]).toMatch(/clearBelow 须与 above 一起写/);
  });

  test("windows of hours and bursts do not go together", () => {
    const text = RULE.replace("{ days: 1 }", "{ hours: 6 }").replace("threshold: { above: 10 }", "burst: {}");
    expect(told(text)).toEqual(["5:13 rules[0].window 突增和中断按天判断：window 请用 days 或 weeks"]);
  });

  test("two windows, no window", () => {
    expect(told(RULE.replace("{ days: 1 }", "{ days: 1, hours: 3 }"))[0]).toMatch(
      /^5:13 rules\[0\]\.window 要写且只写/,
    );
    expect(told(RULE.replace("{ days: 1 }", "{}"))).toHaveLength(1);
  });

  test("levels go up", () => {
    const text = `${RULE}    levels: [{ level: blue, when: { threshold: { above: 20 } } }]\n`;
    expect(told(text)[0]).toMatch(/^7:23 rules\[0\]\.levels\[0\]\.level 须比前一级更紧急/);
  });

  test("one id twice in a file", () => {
    expect(told(RULE + RULE.slice(RULE.indexOf("  -")))).toEqual(["7:9 rules[1].id noise 这个编号已有一条规则"]);
  });

  test("several faults are all told, in order of lines", () => {
    expect(told(RULE.replace("yellow", "pink").replace("above: 10", "above: many"))).toHaveLength(2);
  });

  test("what is no list of rules", () => {
    expect(told("id: noise\nlevel: red\n")[0]).toMatch(/规则文件以 rules: 开头/);
    expect(told("rules:\n  id: noise\n")).toHaveLength(1);
  });

  test("YAML that is none", () => {
    expect(told("rules:\n  - id: [")).toHaveLength(1);
  });

  test("whatever the file holds, the answer is rules or a ConfigError", () => {
    const words = fc.constantFrom(
      "id",
      "level",
      "when",
      "threshold",
      "all",
      "above",
      "red",
      "3",
      "burst",
      "rules",
      "~",
    );
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        words,
        fc.integer(),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(words, tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        for (const problem of problemsOf(() => parseRules(JSON.stringify({ rules: [value] }), "x"))) {
          expect(problem.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("all rules together", () => {
  const second = RULE.replace("noise", "dust");

  test("come in order of id; one edited in the dashboard holds over the file's", () => {
    const files = [...parseRules(RULE, "a.yaml"), ...parseRules(second, "b.yaml")];
    const edited = [parseRule("id: noise\nlevel: red\nwhen: { burst: {} }", "noise")];
    expect(ruleSet(files, edited).map(({ id, level }) => [id, level])).toEqual([
      ["dust", "yellow"],
      ["noise", "red"],
    ]);
  });

  test("the same id in two files is told with both places", () => {
    const files = [...parseRules(RULE, "a.yaml"), ...parseRules(RULE, "b.yaml")];
    const [problem] = problemsOf(() => ruleSet(files));
    expect(problem).toMatchObject({ file: "b.yaml", line: 2, text: { zh: "noise 这个编号在 a.yaml:2 已有一条规则" } });
  });

  test("a rule that inhibits one that is not there", () => {
    const files = parseRules(`${RULE}    inhibits: [dusts]\n${second.slice(second.indexOf("  -"))}`, "a.yaml");
    const [problem] = problemsOf(() => ruleSet(files));
    expect(problem).toMatchObject({ line: 7, column: 16, key: "rules[0].inhibits[0]" });
    expect(problem?.text.zh).toBe("没有编号为 dusts 的规则，是不是 dust？");
  });
});
