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

  test("a model that is a path starts there too; a name on the hub stays a name", () => {
    mkdirSync(join(cwd, "office/models/mine"), { recursive: true });
    const model = (value: string) => {
      writeFileSync(join(cwd, "office/minyi.yaml"), `topic: {model: ${value}}\n`);
      return loadConfig({ path: "office/minyi.yaml", env: {}, cwd }).config.topic.model;
    };
    expect(model("models/mine")).toBe(join(cwd, "office/models/mine"));
    expect(model("./missing.bin")).toBe(join(cwd, "office/missing.bin"));
    for (const name of ["builtin", "linear", "owner/name"]) expect(model(name)).toBe(name);
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

  test("true and false switch what is switched, anything else is a mistake", () => {
    expect(load("{}", { MINYI_ISSUES_ENABLED: "false" }).config.issues.enabled).toBe(false);
    expect(load("issues: { enabled: false }", { MINYI_ISSUES_ENABLED: "true" }).config.issues.enabled).toBe(true);
    expect(problems("{}", { MINYI_ISSUES_ENABLED: "no" })).toEqual([
      'MINYI_ISSUES_ENABLED issues.enabled 应为是或否（true 或 false），实际是 "no"',
    ]);
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

describe("addresses of servers in the environment", () => {
  test("each switches to its engine and overrides the file; several are separated by commas", () => {
    const { config, warnings } = load("store: {node: [http://a:1]}\n", {
      ELASTICSEARCH_URL: "http://es1:9200, https://es2:9200,",
      REDIS_URL: "redis://cache:6379/2",
    });
    expect(config.store).toMatchObject({ type: "elasticsearch", node: ["http://es1:9200", "https://es2:9200"] });
    expect(config.queue).toMatchObject({ type: "bullmq", redis: "redis://cache:6379/2" });
    expect(warnings).toEqual([]);
  });

  test("an empty one counts as not set", () => {
    const { config } = load("{}", { ELASTICSEARCH_URL: "", REDIS_URL: " " });
    expect([config.store.type, config.queue.type]).toEqual(["sqlite", "inline"]);
  });

  test("an engine that the file names is overruled with a word; the template of init names none", () => {
    const env = { ELASTICSEARCH_URL: "http://es1:9200" };
    const { config, warnings } = load("store: {type: sqlite}\n", env);
    expect(config.store.type).toBe("elasticsearch");
    expect(warnings.map((w) => w.zh)).toEqual([
      "minyi.yaml 写的是 store.type: sqlite，但设了环境变量 ELASTICSEARCH_URL，所以用 elasticsearch。要用 sqlite，请去掉该变量，或设 MINYI_STORE_TYPE=sqlite。",
    ]);
    expect(load(configTemplate("zh"), env).warnings).toEqual([]);
    expect(load("store: {type: elasticsearch}\n", env).warnings).toEqual([]);
  });

  test("variables of minyi's own count more", () => {
    const { config, warnings } = load("store: {type: sqlite}\n", {
      ELASTICSEARCH_URL: "http://es1:9200",
      MINYI_STORE_TYPE: "sqlite",
      REDIS_URL: "redis://cache:6379",
      MINYI_QUEUE_REDIS: "redis://other:6379",
      MINYI_STORE_NODE: "http://es3:9200,http://es4:9200",
    });
    expect(config.store).toMatchObject({ type: "sqlite", node: ["http://es3:9200", "http://es4:9200"] });
    expect(config.queue).toMatchObject({ type: "bullmq", redis: "redis://other:6379" });
    expect(warnings).toEqual([]);
  });

  test("a wrong one is reported with its name", () => {
    expect(problems("{}", { ELASTICSEARCH_URL: "es1:9200", REDIS_URL: "http://cache" })).toEqual([
      'ELASTICSEARCH_URL store.node[0] 应为网址，如 http://10.0.0.5:9200，实际是 "es1:9200"',
      'REDIS_URL queue.redis 应为 Redis 的地址，如 redis://10.0.0.6:6379，实际是 "http://cache"',
    ]);
  });
});

describe("R23: secrets that are written as they are", () => {
  const yaml = `store: {username: minyi, password: canary-pw, apiKey: 'canary-"key"', node: ["https://u:canary%40es@es1:9200", "https://canary-user@es2:9200"]}
queue: {redis: "redis://:canary-redis@cache:6379"}
server: {token: canary-token-16-chars}
sources: [{name: a, type: rss, urls: ["https://rsshub/x?key=canary-rss&limit=5"]}]
`;

  test("count as secrets, in every form in which they could be shown; names and hosts do not", () => {
    const { secrets } = load(yaml);
    for (const secret of [
      "canary-pw",
      'canary-"key"',
      'canary-\\"key\\"',
      "canary%40es",
      "canary@es",
      "canary-user",
      "canary-redis",
      "canary-token-16-chars",
      "canary-rss",
    ]) {
      expect(secrets).toContain(secret);
    }
    expect(secrets.filter((secret) => !secret.includes("canary"))).toEqual([]);
  });

  test("do not enter the hash", () => {
    expect(load(yaml.replaceAll("canary", "kanari")).hash).toBe(load(yaml).hash);
    expect(load(yaml.replace("es1", "es9")).hash).not.toBe(load(yaml).hash);
  });

  test("count as secrets too when they come from a variable", () => {
    const env = { MINYI_STORE_PASSWORD: "canary-1", REDIS_URL: "redis://u:canary-2@cache:6379" };
    expect(load("{}", env).secrets.sort()).toEqual(["canary-1", "canary-2"]);
  });

  test("are not quoted by what is wrong with them", () => {
    const wrong = [
      "store: {password: 4711471147}\n",
      "server: {token: kanari-short}\n",
      "queue: {redis: 'redis//:kanari@cache'}\n",
      "store: {node: ['ftp://u:kanari@es1']}\n",
      "queue: {type: bullmq, redis: 'redis:/u:kanari@cache'}\n",
      "sources: [{name: a, type: rss, urls: ['rsshub.kanari@host/x?key=kanari']}]\n",
    ].map((text) => problems(text));
    for (const found of wrong) expect(found).toHaveLength(1);
    expect(wrong.flat().join("\n")).not.toMatch(/kanari|4711/);
    expect(wrong[1]).toEqual(["1:17 server.token 至少要有 16 个字符"]);
  });

  test.skipIf(process.platform === "win32")("bring a warning while others can read the file", () => {
    const file = join(cwd, "minyi.yaml");
    writeFileSync(file, yaml);
    chmodSync(file, 0o640);
    expect(load().warnings.map((w) => w.zh)).toEqual([
      `minyi.yaml 里直接写着密码或令牌（store.password、store.apiKey、store.node[0]、store.node[1]、queue.redis、server.token、sources[0].urls[0]），其他用户也能读到（权限 640）：请运行 chmod 600 minyi.yaml，或改写成 \${环境变量名}。`,
    ]);
    chmodSync(file, 0o600);
    expect(load().warnings).toEqual([]);
    chmodSync(file, 0o644);
    const referred = `store: {password: "\${PW}", node: ["https://u:\${PW}@es1:9200"]}\n`;
    expect(load(referred, { PW: "canary-pw" }).warnings).toEqual([]);
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
      '4:21 sources[1].type 应为 csv、xlsx、jsonl、folder、push、rss 之一，实际是 "cvs"，是不是 csv？',
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

describe("hot issues", () => {
  test("weights that are not named keep their defaults; the summary is off until it has an address and a model", () => {
    const { config } = load("issues: { weights: { growth: 40 }, summary: }");
    expect(config.issues).toMatchObject({ memory: 400, quietAfter: 14, closeAfter: 60 });
    expect(config.issues.weights).toMatchObject({ volume: 20, growth: 40 });
    expect(config.issues.threshold).toBeUndefined();
    expect(config.issues.summary).toBeUndefined();
    const variables = {
      MINYI_ISSUES_SUMMARY_URL: "http://127.0.0.1:8000/v1",
      MINYI_ISSUES_SUMMARY_MODEL: "qwen",
      MINYI_ISSUES_SUMMARY_KEY: "schluessel",
    };
    const on = load("issues: { summary: }", variables);
    expect(on.config.issues.summary).toEqual({ url: "http://127.0.0.1:8000/v1", model: "qwen", key: "schluessel" });
    expect(on.secrets).toContain("schluessel");
  });

  test("a heat without parts, and an issue that is closed before it is quiet, are refused", () => {
    const nothing =
      "{volume: 0, citizens: 0, growth: 0, duration: 0, severity: 0, negativity: 0, support: 0, recency: 0}";
    expect(problems(`issues:\n  weights: ${nothing}\n`)).toEqual(["2:12 issues.weights 至少要有一个权重大于 0"]);
    expect(problems("issues:\n  quietAfter: 90\n")).toEqual([expect.stringContaining("须大于 issues.quietAfter")]);
    expect(problems("issues:\n  summary: { url: 'http://127.0.0.1:8000/v1' }\n")).toEqual([
      expect.stringContaining("issues.summary.model"),
    ]);
  });
});
