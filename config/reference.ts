import { variablesOf } from "./environment.js";
import { type ConfigKey, configKeys } from "./keys.js";

const INTRO = `# 配置 · Configuration

<!-- Written by \`node --import tsx scripts/config-docs.ts\` from config/schema.ts and config/help.ts: change those, not this. -->

\`minyi.yaml\` 在当前文件夹里找，或用 \`--config 文件\`、环境变量 \`MINYI_CONFIG\` 指定；\`minyi init\` 写出一份带注释的。
每一项都可以不写。优先顺序：命令行、环境变量、文件、默认值。文件里的相对路径从该文件所在文件夹算起，环境变量里的从当前文件夹算起，
列表在环境变量里用逗号分隔。文字中的 \`\${NAME}\` 换成环境变量，\`\${file:PATH}\` 换成文件内容（密码请这样写，任何输出都显示为 \`***\`），
\`$\${\` 表示 \`\${\` 本身。直接写在文件里的密码、令牌和地址中的密码也不会出现在任何输出里，但文件要只有本人可读（\`chmod 600\`）。
\`ELASTICSEARCH_URL\`（一个或几个地址，用逗号分隔）和 \`REDIS_URL\` 既给出服务器地址，也换用该引擎，文件里写的不算；空的等于没有设。

\`minyi.yaml\` is looked for in the current folder, or named by \`--config FILE\` or \`MINYI_CONFIG\`; \`minyi init\` writes one
with comments. Every key is optional. Order: command line, environment, file, default. Relative paths in the file start
from its folder, those in variables from the current one; lists in variables are separated by commas. \`\${NAME}\` in a text
becomes the variable, \`\${file:PATH}\` the content of the file (write passwords so: every output shows \`***\`), \`$\${\` stands
for \`\${\` itself. Passwords, tokens and credentials in addresses that stand in the file as they are do not show in any
output either, but the file must be readable by its owner only (\`chmod 600\`). \`ELASTICSEARCH_URL\` (one address or
several, separated by commas) and \`REDIS_URL\` give the address of a server and switch to its engine, whatever the file
says; empty means not set.

检查 · To check: \`minyi config check\`. 供编辑器用的 JSON Schema · For editors: \`minyi config schema\`.
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function typeText(key: ConfigKey): string {
  if (key.values && key.type !== "map") return key.values.map((v) => `\`${JSON.stringify(v).slice(1, -1)}\``).join(" ");
  const bounds =
    key.minimum === undefined
      ? ""
      : key.maximum === undefined
        ? ` ≥ ${key.minimum}`
        : ` ${key.minimum} … ${key.maximum}`;
  const names: Record<ConfigKey["type"], string> = {
    string: key.file ? "文件 file" : "文字 text",
    number: "数 number",
    integer: "整数 integer",
    boolean: "true / false",
    list: key.file ? "文件列表 files" : "列表 list",
    map: "字段: 列名 field: column",
    section: "",
  };
  return names[key.type] + bounds;
}

function row(key: ConfigKey): string {
  // Outside of lists only what stands in a section that is off by itself is required.
  const fallback = key.required
    ? key.path.includes("[")
      ? "必填 required"
      : "用时必填 required if used"
    : key.default === undefined
      ? "–"
      : `\`${JSON.stringify(key.default)}\``;
  const only = key.sourceTypes && key.sourceTypes.length < 4 ? ` (${key.sourceTypes.join(", ")})` : "";
  const variables = variablesOf(key).map((variable) => `\`${variable}\``);
  const cells = [
    `\`${key.path}\`${only}`,
    typeText(key),
    fallback,
    `${key.help.zh}<br>${key.help.en}`,
    ...(key.path.includes("[") ? [] : [variables.join("<br>") || "–"]),
  ];
  return `| ${cells.map(cell).join(" | ")} |\n`;
}

const HEAD = "| 键 Key | 类型 Type | 默认 Default | 说明 Meaning |";

/** The text of docs/configuration.md: every key, with type, default, meaning in both languages, and variable. */
export function configReference(): string {
  const keys = [...configKeys().values()].filter((key) => key.type !== "section" && key.path !== "sources");
  const settings = keys.filter((key) => !key.path.includes("[")).map(row);
  const sources = keys.filter((key) => key.path.includes("[")).map(row);
  const fields = configKeys().get("sources[].map")?.values ?? [];
  return [
    INTRO,
    `\n## 设置 · Settings\n\n${HEAD} 环境变量 Variable |\n| --- | --- | --- | --- | --- |\n`,
    ...settings,
    `\n## 来源 · Sources\n\n\`sources\` 是列表，每项一个来源。A list, one entry per source.\n\n${HEAD}\n| --- | --- | --- | --- |\n`,
    ...sources,
    `\n\`map\` 和 \`--map\` 可用的字段 · Fields for \`map\` and \`--map\`: ${fields.map((f) => `\`${f}\``).join(" ")} (\`id\` = \`externalId\`).\n`,
  ].join("");
}
