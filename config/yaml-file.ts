import { readFileSync, statSync } from "node:fs";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import { UsageError } from "../core/errors.js";
import { ConfigError, type Problem } from "./config-error.js";
import { yamlErrorText } from "./yaml-errors.js";

const MAX_BYTES = 1_000_000;
const MAX_ALIASES = 100;

export interface Position {
  line: number;
  column: number;
}

/** A configuration file as it was written, with a way back from a value to its place in the file. */
export interface YamlFile {
  value: unknown;
  /** Where the value (or, with `atKey`, the key) of a path stands; the nearest thing around it when it is not there. */
  locate(path: readonly PropertyKey[], atKey?: boolean): Position;
}

function readText(path: string, name: string): string {
  let bytes: Buffer;
  try {
    if (statSync(path).size > MAX_BYTES) throw new Error("EFBIG");
    bytes = readFileSync(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new UsageError(
      { zh: `配置文件 ${name} 读不了（${reason}）`, en: `The configuration file ${name} cannot be read (${reason})` },
      {
        fix: {
          zh: "检查 --config 后的路径和读取权限；还没有配置文件时运行 minyi init。",
          en: "Check the path after --config and the permissions; without a file yet, run minyi init.",
        },
        cause: error,
      },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([
      {
        file: name,
        text: {
          zh: "不是 UTF-8 编码；请用编辑器另存为 UTF-8",
          en: "is not encoded in UTF-8; save it as UTF-8 in your editor",
        },
      },
    ]);
  }
}

/** Reads one YAML file. Throws {@link ConfigError} with line and column when it is not YAML. */
export function readYamlFile(path: string, name: string): YamlFile {
  return parseYaml(readText(path, name), name);
}

/** The same for a text already read; `name` is how messages call the file. */
export function parseYaml(text: string, name: string): YamlFile {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (error: YAMLError): Problem => {
    const { line, column } = position(error.pos[0]);
    return { file: name, line, column, text: yamlErrorText(error.code, text.split("\n")[line - 1] ?? "") };
  };

  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    // One character out of place makes the parser stumble over everything behind it: that would only be noise.
    const stumbled = document.errors.findIndex((error) => error.code === "UNEXPECTED_TOKEN");
    throw new ConfigError(document.errors.slice(0, stumbled < 0 ? 10 : stumbled + 1).map(problem));
  }

  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // An unknown alias, or aliases that multiply beyond all bounds, show only now.
    const alias = /: (\S+)$/.exec((error as Error).message)?.[1];
    const offset = alias ? text.indexOf(`*${alias}`) : -1;
    throw new ConfigError([
      {
        file: name,
        ...(offset < 0 ? {} : position(offset)),
        text: alias
          ? { zh: `别名 *${alias} 没有定义`, en: `the alias *${alias} is not defined` }
          : { zh: "别名引用过多", en: "too many aliases" },
      },
    ]);
  }

  const locate = (path: readonly PropertyKey[], atKey = false): Position => {
    let node: Node | null | undefined = document.contents;
    let offset = node?.range?.[0] ?? 0;
    path.forEach((part, depth) => {
      if (isAlias(node)) node = node.resolve(document);
      let next: Node | null | undefined;
      if (isMap<Node, Node | null>(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
        next = pair?.value;
        const mark = (atKey && depth === path.length - 1) || !next ? pair?.key : next;
        offset = mark?.range?.[0] ?? offset;
      } else if (isSeq<Node>(node) && typeof part === "number") {
        next = node.items[part];
        offset = next?.range?.[0] ?? offset;
      }
      node = next;
    });
    return position(offset);
  };
  return { value, locate };
}
