import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHINESE_HELP } from "../../config/help.js";
import { configJsonSchema } from "../../config/json-schema.js";
import { configKeys } from "../../config/keys.js";
import { configReference } from "../../config/reference.js";
import { resolveReferences } from "../../config/references.js";
import { configSchema } from "../../config/schema.js";
import { configTemplate } from "../../config/template.js";
import { parseYaml } from "../../config/yaml-file.js";
import { shipped } from "../../core/paths.js";

const env = { ES_PASSWORD: "geheim", ES_API_KEY: "schluessel", PUSH_TOKEN: "sechzehn Zeichen", LLM_KEY: "k" };

function parse(yaml: string) {
  const { value, problems } = resolveReferences(parseYaml(yaml, "minyi.yaml").value, env, "/");
  expect(problems).toEqual([]);
  return configSchema.parse(value);
}

describe.each(["zh", "en"] as const)("the template of minyi init, in %s", (language) => {
  const template = configTemplate(language);

  test("says the same as no file at all", () => {
    expect(parse(template)).toEqual({ ...configSchema.parse({}), language });
  });

  test("still parses with every commented line switched on, and then shows every key", () => {
    const everything = parse(template.replace(/^(\s*)#(?! \S)/gm, "$1"));
    expect(everything.sources[0]).toMatchObject({ name: "hotline", map: { createdAt: "受理时间" } });
    expect(everything.segment.dictionaries).toEqual(["words/terms.txt"]);
    expect(everything.retention.documents).toBe(1095);
    expect(everything.server.token).toBe("sechzehn Zeichen");
    expect(everything.issues).toMatchObject({ weights: { volume: 20 }, summary: { model: "qwen3-8b", key: "k" } });
    for (const key of configKeys().values()) {
      if (!key.path.includes("[")) expect(template).toContain(`${key.path.split(".").at(-1)}:`);
    }
  });
});

test("every key is explained in both languages, and no explanation is left over", () => {
  const keys = [...configKeys().values()];
  expect(keys.filter((key) => key.help.zh === "" || key.help.en === "").map((key) => key.path)).toEqual([]);
  expect(Object.keys(CHINESE_HELP).filter((path) => !configKeys().has(path))).toEqual([]);
});

test("docs/configuration.md is up to date (node --import tsx scripts/config-docs.ts)", () => {
  expect(readFileSync(shipped("docs", "configuration.md"), "utf8")).toBe(configReference());
});

test("the JSON Schema carries the help of its language and asks for nothing that has a default", () => {
  const schema = configJsonSchema("zh") as { required?: string[]; properties: Record<string, { description: string }> };
  expect(schema.required).toBeUndefined();
  expect(schema.properties.timezone?.description).toBe("按哪个时区划分日、周、月");
  const english = configJsonSchema("en") as typeof schema;
  expect(english.properties.timezone?.description).toBe("zone in which days, weeks and months are counted");
  expect(JSON.stringify(schema)).toContain("用过就不要再改");
});
