import type { Language } from "../../core/localized.js";
import type { Finding } from "../doctor/check.js";
import type { Checked } from "../doctor/checks.js";
import { oneLine } from "./escape.js";
import type { Style } from "./style.js";
import { pad, width } from "./width.js";

const SIGNS = { ok: "✓", warn: "⚠", fail: "✗" } as const;

function worst(findings: readonly Finding[]): Finding["level"] {
  if (findings.some(({ level }) => level === "fail")) return "fail";
  return findings.some(({ level }) => level === "warn") ? "warn" : "ok";
}

/** The checks as JSON: `ok` is false when something essential is down. */
export function doctorJson(checked: readonly Checked[], language: Language): object {
  return {
    ok: checked.every(({ findings }) => worst(findings) !== "fail"),
    checks: checked.map(({ check, findings }) => ({
      id: check.id,
      level: worst(findings),
      findings: findings.map(({ level, text, fix }) => ({ level, text: text[language], fix: fix?.[language] ?? null })),
    })),
  };
}

/** The checks for a person: a sign, what was looked at, what was found, and the fix below it. */
export function doctorText(checked: readonly Checked[], language: Language, style: Style): string {
  const paint = { ok: style.green, warn: style.yellow, fail: style.red };
  const titleWidth = Math.max(...checked.map(({ check }) => width(check.title[language])));
  const indent = " ".repeat(titleWidth + 4);
  const lines = checked.flatMap(({ check, findings }) =>
    findings.flatMap(({ level, text, fix }, index) => {
      const title = pad(index === 0 ? check.title[language] : "", titleWidth);
      const [first = "", ...more] = text[language].split("\n").map(oneLine);
      return [
        `${paint[level](SIGNS[level])} ${title}  ${first}`,
        ...more.map((line) => `${indent}${line}`),
        ...(fix ? [`${indent}${style.cyan("→")} ${oneLine(fix[language])}`] : []),
      ];
    }),
  );
  const all = checked.flatMap(({ findings }) => findings);
  const failed = all.filter(({ level }) => level === "fail").length;
  const warned = all.filter(({ level }) => level === "warn").length;
  const summary =
    language === "zh"
      ? `${failed === 0 ? "可以运行" : `${failed} 处要先解决`}${warned > 0 ? `，${warned} 处需要留意` : ""}。`
      : `${failed === 0 ? "Ready" : `${failed} to mend first`}${warned > 0 ? `, ${warned} to mind` : ""}.`;
  return [...lines, "", style.bold(summary)].join("\n");
}
