import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConfigError } from "../../config/config-error.js";
import { loadConfig } from "../../config/load.js";
import { configTemplate } from "../../config/template.js";
import { UsageError } from "../../core/errors.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-config-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function load(yaml?: string | Buffer, env: Record<string, string> = {}) {
  if (yaml !== undefined) writeFileSync(join(cwd, "minyi.yaml"), yaml);
  return loadConfig({ env, cwd });
}

function problems(yaml: string | Buffer, env: Record<string, string> = {}): string[] {
  try {
    load(yaml, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((p) =>
      [p.variable ?? `${p.line}:${p.column}`, p.key, p.text.zh].filter(Boolean).join(" "),
    );
  }
  return [];
}

describe("what comes out", () => {
  test("without a file everything is default, and data/ lies in the current folder", () => {
    const { config, path, warnings } = load();
    expect(path).toBeUndefined();
    expect(warnings).toEqual([]);
    expect(config.timezone).toBe("Asia/Shanghai");
    expect(config.store.path).toBe(join(cwd, "data/store.db"));
    expect(config.sources).toEqual([]);
  });

  test("relative paths start from the folder of the file, not from where the command runs", () => {
    mkdirSync(join(cwd, "office"));
    const file = join(cwd, "office/minyi.yaml");
    writeFileSync(
      file,
      "sources:\n  - {name: 热线, type: csv, path: inbox/}\nsegment: {dictionaries: [a.txt, /b.txt]}\nlog: {path: ../x.log}\n",
    );
    const { config, path } = loadConfig({ path: "office/minyi.yaml", env: {}, cwd });
    expect(path).toBe(file);
    expect(config.sources[0]).toMatchObject({ path: join(cwd, "office/inbox") });
    expect(config.segment.dictionaries).toEqual([join(cwd, "office/a.txt"), "/b.txt"]);
    expect(config.log.path).toBe(join(cwd, "x.log"));
    expect(config.state.path).toBe(join(cwd, "office/data/state.db"));
  });

  test("a key without a value counts as left out", () => {
    expect(load("store:\nsources:\ntimezone: UTC\n").config.store.type).toBe("sqlite");
  });

  test("the hash follows the settings, not the way they are written", () => {
    const plain = load("fold:\n  days: 30\n").hash;
    expect(load("# same\nfold: {days: 30}\n").hash).toBe(plain);
    expect(load("fold: {days: 31}\n").hash).not.toBe(plain);
    expect(load("fold: {days: 30}\n", { MINYI_FOLD_DAYS: "31" }).hash).not.toBe(plain);
  });

  test("MINYI_CONFIG names the file", () => {
    writeFileSync(join(cwd, "other.yaml"), "city: 杭州市\n");
    expect(load(undefined, { MINYI_CONFIG: "other.yaml" }).config.city).toBe("杭州市");
  });
});

describe("environment", () => {
  test("overrides scalars and lists, numbers become numbers, files are relative to the current folder", () => {
    const { config } = load("fold: {days: 3, similarity: 0.9}\n", {
      MINYI_FOLD_DAYS: "7",
      MINYI_STATE_PATH: "s.db",
      MINYI_SEGMENT_DICTIONARIES: "a.txt, b.txt",
      MINYI_TOPIC_ABSTAIN_BELOW: "0.4",
      MINYI_LANG: "en",
      MINYI_CITY: "",
    });
    expect(config.fold).toEqual({ days: 7, similarity: 0.9 });
    expect(config.state.path).toBe(join(cwd, "s.db"));
    expect(config.segment.dictionaries).toEqual([join(cwd, "a.txt"), join(cwd, "b.txt")]);
    expect(config.topic.abstainBelow).toBe(0.4);
    expect(config.language).toBe("en");
    expect(config.city).toBeUndefined();
  });

  test("a wrong value is reported with the variable's name", () => {
    expect(problems("{}", { MINYI_FOLD_DAYS: "many" })).toEqual(['MINYI_FOLD_DAYS fold.days 应为数字，实际是 "many"']);
  });

  test("a variable that only resembles one of ours is pointed out", () => {
    expect(load("{}", { MINYI_STAET_PATH: "x", MINYI_SQLITE: "node:sqlite" }).warnings.map((w) => w.zh)).toEqual([
      "环境变量 MINYI_STAET_PATH 不起作用，是不是 MINYI_STATE_PATH？",
    ]);
  });
});

describe("references", () => {
  test("a variable, a file and an escaped sign", () => {
    writeFileSync(join(cwd, "pw"), "geheim\n");
    const { config, secrets } = load(
      `city: \${CITY}\nstate: {path: "x/\${file:pw}/s.db"}\nfold: {days: "\${DAYS}"}\nsources:\n  - {name: a, type: csv, path: a, map: {text: "$\${x}"}}\n`,
      { CITY: "杭州市", DAYS: "9" },
    );
    expect(config.city).toBe("杭州市");
    expect(config.state.path).toBe(join(cwd, "x/geheim/s.db"));
    expect(config.fold.days).toBe(9);
    expect(config.sources[0]).toMatchObject({ map: { text: `\${x}` } });
    expect(secrets).toEqual(["杭州市", "geheim", "9"]);
  });

  test("what is missing is named, with its place", () => {
    expect(problems(`city: \${NOPE}\nlog:\n  path: \${file:none}\n`)).toEqual([
      "1:7 city 环境变量 NOPE 没有设置",
      "3:9 log.path 文件 none 读不了（ENOENT）",
    ]);
  });

  test("an unquoted reference inside braces", () => {
    expect(problems(`fold: {days: \${DAYS}}\ncity: x\n`)).toEqual([`1:15 写在 { } 或 [ ] 里的 \${…} 要加引号`]);
  });

  test("R23: a value that came from a reference is never quoted", () => {
    const found = problems(`log: {level: "\${SECRET}"}\ntimezone: "x\${SECRET}"\n`, { SECRET: "canary-77" });
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain("canary-77");
    expect(found[0]).toContain("***");
  });

  test("R23: secrets do not enter the hash", () => {
    const yaml = `city: \${SECRET}\n`;
    expect(load(yaml, { SECRET: "canary-1" }).hash).toBe(load(yaml, { SECRET: "canary-2" }).hash);
  });
});

describe("R42: errors name file, line, column, key and what was expected", () => {
  test("an unknown key, with what was probably meant", () => {
    expect(problems("timezone: UTC\nstate:\n  pth: x\n")).toEqual(["3:3 state.pth 没有这个配置项，是不是 path？"]);
  });

  test("a key that belongs elsewhere", () => {
    expect(problems("workers: 2\n")).toEqual(["1:1 workers 没有这个配置项，是不是该写在 queue.workers？"]);
  });

  test("a source's unknown key is looked up among the keys of its own type", () => {
    expect(problems("sources:\n  - {name: a, type: xlsx, path: a, delimter: x}\n")).toEqual([
      "2:36 sources[0].delimter 没有这个配置项；可用的有 type、name、path、channel、kind、timezone、map、sheet",
    ]);
  });

  test("a field of a column mapping", () => {
    expect(problems("sources:\n  - {name: a, type: csv, path: a, map: {titel: 标题}}\n")).toEqual([
      "2:41 sources[0].map.titel 没有这个配置项，是不是 title？",
    ]);
  });

  test("wrong type, choice, range, zone, several at once and in order", () => {
    expect(
      problems(
        "timezone: Mars/Base\nlanguage: de\nfold:\n  days: 1.5\n  similarity: 2\nqueue: 4\nlog: {level: inof}\nsources: {a: 1}\n",
      ),
    ).toEqual([
      "1:11 timezone 没有这个时区，应为 IANA 名称，如 Asia/Shanghai",
      '2:11 language 应为 zh、en 之一，实际是 "de"',
      "4:9 fold.days 应为整数，实际是 1.5",
      "5:15 fold.similarity 应为 0.5 到 1 之间的数，实际是 2",
      "6:8 queue 应为下一级的“键: 值”，实际是 4",
      '7:14 log.level 应为 fatal、error、warn、info、debug、silent 之一，实际是 "inof"，是不是 info？',
      "8:10 sources 应为列表（每项以 - 开头），实际是 {…}",
    ]);
  });

  test("a source without path, with an unknown type, with the name of another", () => {
    expect(problems("sources:\n  - name: a\n    type: csv\n  - {name: b, type: cvs, path: x}\n")).toEqual([
      "2:5 sources[0].path 必须填写，应为文字",
      '4:21 sources[1].type 应为 csv、xlsx、jsonl、folder 之一，实际是 "cvs"，是不是 csv？',
    ]);
    expect(problems("sources:\n  - {name: a, type: csv, path: x}\n  - {name: a, type: csv, path: y}\n")).toEqual([
      "2:3 sources 有两个来源同名",
    ]);
  });

  test("YAML that does not parse", () => {
    expect(problems("fold:\n\tdays: 3\n")[0]).toMatch(/^2:1 缩进不能用制表符/);
    expect(problems('city: "杭州\n')[0]).toMatch(/^2:1 缺少符号/);
    expect(problems("city: a\ncity: b\n")).toEqual(["2:1 同一个配置项写了两次"]);
    expect(problems("- a\n")).toEqual(["1:1 应为下一级的“键: 值”，实际是 […]"]);
  });

  test("an alias that does not exist, and aliases that multiply", () => {
    expect(problems("city: *nowhere\n")).toEqual(["1:7 别名 *nowhere 没有定义"]);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefg"
      .split("")
      .map((c, i) => `${c}: &${c} [${Array(10).fill(`*${"abcdefg"[i]}`).join(",")}]`)
      .join("\n")}\n`;
    expect(problems(bomb)).toEqual(["undefined:undefined 别名引用过多"]);
  });

  test("a file in another encoding", () => {
    expect(problems(Buffer.from([0xba, 0xbc, 0xd6, 0xdd]))[0]).toContain("不是 UTF-8 编码");
  });

  test("a file that is not there", () => {
    expect(() => loadConfig({ path: "nope.yaml", env: {}, cwd })).toThrow(/nope\.yaml 读不了（ENOENT）/);
  });

  test.skipIf(process.getuid?.() === 0)("a file that may not be read", () => {
    writeFileSync(join(cwd, "minyi.yaml"), "");
    chmodSync(join(cwd, "minyi.yaml"), 0);
    expect(() => loadConfig({ env: {}, cwd })).toThrow(/EACCES/);
  });

  test("a key of JavaScript's own objects is just unknown", () => {
    expect(problems("__proto__: {a: 1}\nconstructor: 2\n").map((p) => p.slice(0, 20))).toHaveLength(2);
  });

  test("whatever happens to a file, it loads as a whole or is refused as a whole", () => {
    const good = configTemplate("zh");
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.nat(12),
        fc.string({ unit: fc.constantFrom(..."{}[]:\"'&*#-|>%@`!\t\n ax1中\0"), maxLength: 6 }),
        (at, cut, put) => {
          const text = good.slice(0, at) + put + good.slice(at + cut);
          try {
            const { config } = load(text);
            expect(config.log.level).toBeTypeOf("string");
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
