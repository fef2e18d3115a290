import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { CONFIG_FILE, loadConfig } from "../../config/load.js";
import { UsageError } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import type { Session } from "../session.js";

/** `minyi init`: a commented minyi.yaml and the key file. Nothing that exists is overwritten unasked; a key never is. */
export function initCommand(session: Session): Command {
  return makeCommand<{ force?: boolean }>(session, {
    name: "init",
    summary: { zh: "写出带注释的 minyi.yaml 和密钥文件", en: "write a commented minyi.yaml and the key file" },
    options: [
      {
        flags: "--force",
        help: { zh: "覆盖已有的 minyi.yaml（密钥文件从不覆盖）", en: "overwrite minyi.yaml (the key file never is)" },
      },
    ],
    examples: [
      {
        line: "minyi init",
        shows: { zh: "在当前文件夹写出 minyi.yaml 和 data/minyi.key", en: "writes minyi.yaml and data/minyi.key here" },
      },
      {
        line: "minyi init --lang en --config office.yaml",
        shows: { zh: "英文注释，另取文件名", en: "comments in English, another name" },
      },
    ],
    async run(shell, { force }) {
      const { configTemplate } = await import("../../config/template.js");
      const { writeFileAtomic } = await import("../../core/atomic-file.js");
      const { createKey } = await import("../../state/key-file.js");
      const path = resolve(shell.cwd, shell.configPath ?? CONFIG_FILE);
      const name = relative(shell.cwd, path);
      if (existsSync(path) && !force) {
        throw new UsageError(
          { zh: `${name} 已经存在，没有改动`, en: `${name} exists; nothing was changed` },
          {
            fix: {
              zh: "要重新写出请加 --force（原有内容会丢失）。",
              en: "To write it anew add --force (its content is lost).",
            },
          },
        );
      }
      writeFileAtomic(path, configTemplate(shell.language));
      shell.out(shell.say({ zh: `已写出 ${name}`, en: `Wrote ${name}` }));

      // Where the key belongs is for the new file to say, and for the environment over it.
      const { config } = loadConfig({ path, env: shell.env, cwd: shell.cwd });
      const key = relative(shell.cwd, config.state.key);
      if (existsSync(config.state.key)) {
        shell.out(shell.say({ zh: `密钥文件 ${key} 已经存在，沿用`, en: `The key file ${key} exists and stays` }));
      } else {
        createKey(config.state.key);
        shell.out(
          shell.say({
            zh: `已生成密钥文件 ${key}（仅本人可读；请备份，丢失后无法恢复被拒记录的原文）`,
            en: `Made the key file ${key} (readable by you only; back it up: without it rejected records cannot be read)`,
          }),
        );
      }
      shell.note({
        zh: "下一步：在 minyi.yaml 的 sources 里写上数据文件，然后运行 minyi doctor 和 minyi run。",
        en: "Next: name your files under sources in minyi.yaml, then run minyi doctor and minyi run.",
      });
    },
  });
}
