import type { Language, Localized } from "../core/localized.js";
import { say } from "../core/localized.js";
import { type ConfigKey, configKeys } from "./keys.js";

const HEAD: Localized = {
  zh: `# 民意（minyi）的配置。
# 每一项都可以不写：写出来的就是默认值；行首的 # 去掉即启用该行。
# 相对路径从本文件所在文件夹算起。密码等不要直接写在这里，
# 写成 \${环境变量名} 或 \${file:路径}。改完运行 minyi config check。
`,
  en: `# Configuration of minyi (民意).
# Every key is optional: the values shown are the defaults; remove a leading # to switch a line on.
# Relative paths start from the folder of this file. Do not write passwords here:
# use \${NAME_OF_VARIABLE} or \${file:PATH}. After a change run: minyi config check
`,
};

/** What is shown commented out: examples for keys that have no default to show, and engines that a variable can choose. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  city: "杭州市",
  holidays: "words/holidays.yaml",
  "queue.workers": 2,
  "queue.type": "inline",
  "queue.redis": "redis://127.0.0.1:6379",
  "store.type": "sqlite",
  "store.username": "minyi",
  "store.password": `\${ES_PASSWORD}`,
  "store.apiKey": `\${ES_API_KEY}`,
  "store.ca": "certs/ca.pem",
  "server.token": `\${PUSH_TOKEN}`,
  "sentiment.labels": { LABEL_0: "negative", LABEL_1: "positive" },
  "topic.labels": { LABEL_0: "城乡建设" },
  "models.host": "https://models.example.gov.cn/",
  "models.cache": "data/models",
  "models.threads": 2,
  "sentiment.lexicon": "words/sentiment.txt",
  "topic.taxonomy": "words/taxonomy.yaml",
  "departments.file": "words/departments.yaml",
  "segment.dictionaries": ["words/terms.txt"],
  "gazetteer.files": ["words/places.csv"],
  "issues.threshold": 0.7,
  "issues.summary.url": "http://127.0.0.1:8000/v1",
  "issues.summary.model": "qwen3-8b",
  "issues.summary.key": `\${LLM_KEY}`,
  "retention.documents": 1095,
};

const SOURCES_EXAMPLE: Localized = {
  zh: `#- name: hotline          # 名称，用过就不要再改
#  type: csv              # csv、xlsx、jsonl、folder（文件夹里几种都有）、push、rss
#  path: inbox/           # 文件或文件夹
#  channel: hotline       # hotline、board、post、news、other
#  map:                   # 只在列名认不出时才需要
#    externalId: 工单编号
#    text: 诉求内容
#    createdAt: 受理时间
`,
  en: `#- name: hotline          # do not change it once used
#  type: csv              # csv, xlsx, jsonl, folder (several kinds in one), push, rss
#  path: inbox/           # a file or a folder
#  channel: hotline       # hotline, board, post, news, other
#  map:                   # only for columns that are not recognised by themselves
#    externalId: 工单编号
#    text: 诉求内容
#    createdAt: 受理时间
`,
};

/** A value as YAML writes it on one line; JSON is YAML. */
function yamlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlValue).join(", ")}]`;
  return typeof value === "string" && /^[\p{L}\p{N}_][\p{L}\p{N}_./-]*$/u.test(value) ? value : JSON.stringify(value);
}

function indentOf({ path }: ConfigKey): string {
  return "  ".repeat(path.split(".").length - 1);
}

function section(key: ConfigKey, language: Language): string {
  const indent = indentOf(key);
  return `${indent}# ${say(language, key.help)}\n${indent}${key.path.split(".").at(-1)}:\n`;
}

function setting(key: ConfigKey, language: Language): string {
  const name = key.path.split(".").at(-1)!;
  const indent = indentOf(key);
  const choices = key.values && key.values.length > 1 ? ` (${key.values.join(" | ")})` : "";
  const comment = `${indent}# ${say(language, key.help)}${choices}\n`;
  const example = EXAMPLES[key.path];
  return example === undefined
    ? `${comment}${indent}${name}: ${yamlValue(key.default)}\n`
    : `${comment}${indent}#${name}: ${yamlValue(example)}\n`;
}

/**
 * The text of a new `minyi.yaml`: every key with its meaning and its default. It says the same as no file at all, and
 * still parses with any of its `#key: value` lines switched on.
 */
export function configTemplate(language: Language): string {
  const parts = [say(language, HEAD)];
  for (const key of configKeys().values()) {
    if (key.path.includes("[")) continue;
    const top = !key.path.includes(".");
    if (key.path === "sources") {
      parts.push(`\n# ${say(language, key.help)}\nsources:\n`, say(language, SOURCES_EXAMPLE));
    } else if (key.type === "section") parts.push(`${top ? "\n" : ""}${section(key, language)}`);
    else {
      // The language that the file is written in is the one to go on with.
      const shownKey = key.path === "language" ? { ...key, default: language } : key;
      parts.push(`${top ? "\n" : ""}${setting(shownKey, language)}`);
    }
  }
  return parts.join("");
}
