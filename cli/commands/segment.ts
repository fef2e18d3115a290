import type { Command } from "commander";
import { makeCommand } from "../command.js";
import type { Session } from "../session.js";

/** `minyi segment`: one line in, one line out, words separated by a space. */
export function segmentCommand(session: Session): Command {
  return makeCommand(session, {
    name: "segment",
    arguments: [
      { name: "<file>", help: { zh: "文本文件（可 .gz），- 为标准输入", en: "a text file (.gz too); - for stdin" } },
    ],
    summary: {
      zh: "分词：一行进，一行出，词间空格",
      en: "cut text into words: a line in, a line out, words apart by a space",
    },
    examples: [{ line: "echo 小区噪音扰民 | minyi segment -", shows: { zh: "小区 噪音 扰民", en: "小区 噪音 扰民" } }],
    async run(shell, _options, [file = "-"]) {
      const [{ openLines }, { cutText, segmentDictionary }, { openSegmenter }] = await Promise.all([
        import("../../connectors/open-file.js"),
        import("../../analyzers/segment/segment.js"),
        import("../../analyzers/segment/open-segmenter.js"),
      ]);
      const { config } = shell.config();
      const { segmenter, warning } = openSegmenter(
        config.segment.engine,
        segmentDictionary(config.segment.dictionaries),
      );
      if (warning) shell.warn(warning);
      for await (const lines of openLines(file, { stdin: shell.stdin })) {
        const cut = lines.map(({ text }) =>
          cutText(segmenter, text)
            .filter((word) => word.trim() !== "")
            .join(" "),
        );
        await shell.write(cut.map((line) => `${line}\n`).join(""));
      }
    },
  });
}
