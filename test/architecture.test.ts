import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import ts from "typescript";
import { expect, test } from "vitest";
import { packageRoot } from "../core/paths.js";

const FOLDERS = [
  "core",
  "config",
  "connectors",
  "analyzers",
  "state",
  "store",
  "trends",
  "alerts",
  "pipelines",
  "web",
  "cli",
];

async function cruiseAt(baseDir: string, folders: string[]): Promise<{ modules: number; violations: string[] }> {
  const options = await extractDepcruiseOptions(join(packageRoot, ".dependency-cruiser.js"));
  const { output } = await cruise(folders, { ...options, baseDir });
  const { summary } = output as ICruiseResult;
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

test("every import keeps to the rules in .dependency-cruiser.js, and there is no circle", async () => {
  const { modules, violations } = await cruiseAt(packageRoot, FOLDERS);
  // A checker that finds no modules finds no violations either.
  expect(modules).toBeGreaterThan(20);
  expect(violations).toEqual([]);
});

test("the checker does see a forbidden import, a circle, a dev dependency and a file that is not there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "minyi-rules-"));
  try {
    writeFileSync(join(folder, "package.json"), '{"type":"module","devDependencies":{"vitest":"*"}}');
    writeFileSync(join(folder, "tsconfig.json"), "{}");
    mkdirSync(join(folder, "node_modules/vitest"), { recursive: true });
    writeFileSync(join(folder, "node_modules/vitest/package.json"), '{"name":"vitest","main":"index.js"}');
    writeFileSync(join(folder, "node_modules/vitest/index.js"), "");
    for (const name of ["core", "store", "state"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "core/a.ts"), 'import { b } from "../store/b.js"; export const a = b;');
    writeFileSync(
      join(folder, "store/b.ts"),
      'import type { C } from "./c.js"; import "./none.js"; export const b: C = 1;',
    );
    writeFileSync(join(folder, "store/c.ts"), 'import { b } from "./b.js"; import "vitest"; export type C = 1; b;');
    writeFileSync(join(folder, "state/d.ts"), 'import type { C } from "../store/c.js"; export type D = C;');
    const { violations } = await cruiseAt(folder, ["core", "store", "state"]);
    expect([...new Set(violations.map((line) => line.split(":")[0]))].sort()).toEqual([
      "core-may-import-nothing-of-ours",
      "everything-resolves",
      "no-circle",
      "no-dev-dependency-in-the-product",
      "state-may-import-core-config",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function sources(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
}

/** Every `{ zh: …, en: … }` in a source file, as text, with its place. */
function localizedIn(path: string): { at: string; zh: string; en: string }[] {
  const file = ts.createSourceFile(path, readFileSync(join(packageRoot, path), "utf8"), ts.ScriptTarget.ES2022, true);
  const found: { at: string; zh: string; en: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const text = (name: string): string | undefined => {
        const property = node.properties.find((p) => ts.isPropertyAssignment(p) && p.name.getText() === name);
        const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
        const literal = value && (ts.isStringLiteralLike(value) || ts.isTemplateExpression(value));
        return literal ? value.getText().slice(1, -1) : undefined;
      };
      const zh = text("zh");
      const en = text("en");
      const at = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (zh !== undefined && en !== undefined) found.push({ at, zh, en });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test("every message is there in both languages, each in its own", () => {
  const messages = sources().flatMap(localizedIn);
  expect(messages.length).toBeGreaterThan(50);
  const words = (text: string): string => text.replace(/\$\{[^}]*\}/g, "");
  const isEnglish = (text: string): boolean => /[a-z]{2,} [a-z]{2,}/.test(words(text));
  const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(words(text));
  // A name, a number or an example may read the same in both; a sentence may not.
  const wrong = messages.filter(({ zh, en }) => (isEnglish(en) && !isChinese(zh)) || (isEnglish(zh) && zh === en));
  expect(wrong).toEqual([]);
});

test("errors for users are MinyiErrors: nothing exits the process by itself but cli/main.ts and a test's poison", () => {
  const allowed = ["cli/main.ts", "core/crash-point.ts"];
  const exits = sources().filter(
    (path) => !allowed.includes(path) && /process\.exit\(/.test(readFileSync(join(packageRoot, path), "utf8")),
  );
  expect(exits).toEqual([]);
});
