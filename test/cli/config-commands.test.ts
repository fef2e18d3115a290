import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minyi } from "./run.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-init-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

describe("init", () => {
  test("writes a configuration that passes its own check, and a key that only the owner can read", () => {
    const { code, out, err } = minyi(["init"], { cwd });
    expect(code).toBe(0);
    expect(out).toBe(
      "已写出 minyi.yaml\n已生成密钥文件 data/minyi.key（仅本人可读；请备份，丢失后无法恢复被拒记录的原文）\n",
    );
    expect(err).toContain("下一步");
    expect(statSync(join(cwd, "data/minyi.key")).mode & 0o777).toBe(0o600);
    const check = minyi(["config", "check"], { cwd });
    expect([check.code, check.err]).toEqual([0, ""]);
    expect(check.out).toContain("配置没有问题");
  });

  test("never overwrites unasked, and the key not even with --force", () => {
    minyi(["init"], { cwd });
    const key = readFileSync(join(cwd, "data/minyi.key"));
    writeFileSync(join(cwd, "minyi.yaml"), "city: 杭州市\n");
    const again = minyi(["init"], { cwd });
    expect(again.code).toBe(2);
    expect(again.err).toContain("minyi.yaml 已经存在，没有改动");
    expect(readFileSync(join(cwd, "minyi.yaml"), "utf8")).toBe("city: 杭州市\n");

    const forced = minyi(["init", "--force", "--lang", "en", "--quiet"], { cwd });
    expect(forced).toMatchObject({ code: 0, err: "" });
    expect(forced.out).toContain("The key file data/minyi.key exists and stays");
    expect(readFileSync(join(cwd, "minyi.yaml"), "utf8")).toContain("language: en");
    expect(readFileSync(join(cwd, "data/minyi.key"))).toEqual(key);
  });

  test("writes nothing outside what it says", () => {
    minyi(["init", "--config", "office.yaml"], { cwd, env: { MINYI_STATE_KEY: "keys/k" } });
    expect(existsSync(join(cwd, "office.yaml"))).toBe(true);
    expect(existsSync(join(cwd, "keys/k"))).toBe(true);
    expect(existsSync(join(cwd, "data"))).toBe(false);
  });
});

describe("config check", () => {
  test("R42: every problem with line, column, key and what was meant; code 2", () => {
    writeFileSync(join(cwd, "minyi.yaml"), "timezone: Asia/Shanghai\nstate:\n  pth: x.db\nfold: {days: 0}\n");
    const { code, out, err } = minyi(["config", "check"], { cwd });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      [
        "错误：配置有 2 处问题：",
        "    minyi.yaml:3:3  state.pth  没有这个配置项，是不是 path？",
        "    minyi.yaml:4:14  fold.days  应为 1 到 365 之间的数，实际是 0",
        "→ 改好后运行 minyi config check 再检查一遍；全部配置项见 docs/configuration.md。",
        "",
      ].join("\n"),
    );
  });

  test("as JSON", () => {
    writeFileSync(join(cwd, "minyi.yaml"), "fold: {dayz: 3}\n");
    const { code, out, err } = minyi(["config", "check", "--json", "--lang", "en"], { cwd });
    expect([code, err]).toEqual([2, ""]);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      problems: [
        {
          file: "minyi.yaml",
          line: 1,
          column: 8,
          key: "fold.dayz",
          message: "is not a key of the configuration; did you mean days?",
        },
      ],
    });
  });

  test("R23: a secret that came by reference is in no output, whatever goes wrong", () => {
    writeFileSync(join(cwd, "secret"), "canary-4711\n");
    writeFileSync(
      join(cwd, "minyi.yaml"),
      `store: {path: "none/\${file:secret}/\${TOKEN}.db"}\nlog: {path: "\${file:secret}.log"}\n`,
    );
    const env = { TOKEN: "canary-0815", DEBUG: "minyi" };
    const runs = [
      minyi(["search", "噪音"], { cwd, env }),
      minyi(["search", "噪音", "--json"], { cwd, env }),
      minyi(["doctor"], { cwd, env }),
      minyi(["doctor", "--json"], { cwd, env }),
      minyi(["config", "check", "--json"], { cwd, env }),
    ];
    expect(runs[0]?.err).toContain("***");
    for (const { out, err } of runs) expect(out + err).not.toMatch(/canary/);
  });
});

test("config schema prints a JSON Schema in the language asked for", () => {
  const { out } = minyi(["config", "schema"], { cwd });
  const schema = JSON.parse(out) as { $schema: string; properties: Record<string, { description: string }> };
  expect(schema.$schema).toContain("2020-12");
  expect(schema.properties.city?.description).toContain("地名先在这里找");
});
