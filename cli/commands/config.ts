import type { Command } from "commander";
import { ConfigError } from "../../config/config-error.js";
import { makeCommand, makeGroup } from "../command.js";
import type { Session } from "../session.js";

function checkCommand(session: Session): Command {
  return makeCommand<{ json?: boolean }>(session, {
    name: "check",
    summary: {
      zh: "检查配置，指出每处问题的行、列和改法",
      en: "check the configuration: line, column and fix of every problem",
    },
    options: [{ flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } }],
    examples: [
      {
        line: "minyi config check",
        shows: { zh: "检查当前文件夹的 minyi.yaml", en: "checks minyi.yaml of this folder" },
      },
      { line: "minyi config check --config /etc/minyi.yaml --json", shows: { zh: "供脚本使用", en: "for scripts" } },
    ],
    run(shell, { json }) {
      try {
        const { path, config, hash } = shell.config();
        if (json)
          return shell.json({ ok: true, path: path ?? null, hash, sources: config.sources.length, problems: [] });
        const file = path ?? shell.say({ zh: "没有配置文件，全部用默认值", en: "no file, everything is default" });
        shell.out(
          shell.say({
            zh: `配置没有问题：${file}（${config.sources.length} 个来源）`,
            en: `The configuration is fine: ${file} (${config.sources.length} sources)`,
          }),
        );
      } catch (error) {
        if (!json || !(error instanceof ConfigError)) throw error;
        shell.json({
          ok: false,
          problems: error.problems.map(({ text, ...place }) => ({ ...place, message: shell.say(text) })),
        });
        shell.setExitCode(error.exitCode);
      }
    },
  });
}

function schemaCommand(session: Session): Command {
  return makeCommand(session, {
    name: "schema",
    summary: {
      zh: "输出配置的 JSON Schema，供编辑器补全和检查",
      en: "print the JSON Schema of the configuration, for editors",
    },
    examples: [
      {
        line: "minyi config schema > minyi.schema.json",
        shows: {
          zh: "在 minyi.yaml 首行写 # yaml-language-server: $schema=minyi.schema.json 即可在编辑器里补全",
          en: "then let minyi.yaml start with # yaml-language-server: $schema=minyi.schema.json",
        },
      },
    ],
    async run(shell) {
      const { configJsonSchema } = await import("../../config/json-schema.js");
      shell.out(JSON.stringify(configJsonSchema(shell.language), undefined, 2));
    },
  });
}

/** `minyi config check|schema` */
export function configCommand(session: Session): Command {
  const summary = { zh: "检查配置、输出配置的说明", en: "check the configuration, print its schema" };
  return makeGroup(session, "config", summary, [checkCommand(session), schemaCommand(session)]);
}
