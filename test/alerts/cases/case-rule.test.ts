import { expect, test } from "vitest";
import { caseRuleOf } from "../../../alerts/cases/case-rule.js";
import { ruleSchema } from "../../../alerts/rules/rule.js";

const written = {
  id: "noise",
  level: "yellow",
  where: { area: ["城东区"] },
  groupBy: ["topic2"],
  when: { threshold: { measure: "count", above: 20 } },
  for: { hours: 2 },
  cooldown: { days: 1 },
};

test("a rule as its cases know it: durations in ms, the given title, what it looks for as one text", () => {
  const rule = ruleSchema.parse(written);
  expect(caseRuleOf(rule, "城东区每天 20 件以上")).toMatchObject({
    id: "noise",
    title: "城东区每天 20 件以上",
    enabled: true,
    holdFor: 7_200_000,
    cooldown: 86_400_000,
    where: { area: ["城东区"] },
  });
  const version = (changes: object): string => caseRuleOf(ruleSchema.parse({ ...written, ...changes }), "").version;
  expect(version({ title: "噪声", cooldown: { days: 2 } })).toBe(version({}));
  expect(version({ least: 9 })).not.toBe(version({}));
});
