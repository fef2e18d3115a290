import type { Localized } from "../../core/localized.js";
import { EncoderError, type EncoderFault } from "./encoder-error.js";

/** The encoder's errors, worded. */

export function died(how: string): EncoderError {
  return new EncoderError("died", {
    zh: `编码模型的进程意外结束（${how}）`,
    en: `the encoder's process ended unexpectedly (${how})`,
  });
}

/** @param patience ms that were waited for an answer */
export function hung(patience: number): EncoderError {
  const seconds = patience / 1000;
  return new EncoderError(
    "hung",
    { zh: `编码模型 ${seconds} 秒没有应答`, en: `the encoder did not answer for ${seconds} s` },
    {
      fix: {
        zh: "机器很慢时可调大配置项 models.timeout。",
        en: "On a slow machine set models.timeout in the configuration higher.",
      },
    },
  );
}

export function closed(): EncoderError {
  return new EncoderError("closed", { zh: "编码模型已关闭", en: "the encoder has been closed" });
}

export function packageMissing(cause?: unknown): EncoderError {
  return new EncoderError(
    "package",
    { zh: "没有安装 @xenova/transformers", en: "@xenova/transformers is not installed" },
    {
      fix: {
        zh: "运行 npm ci（不要加 --omit=optional）。",
        en: "Run npm ci (without --omit=optional).",
      },
      cause,
    },
  );
}

/** @param last why it last failed */
export function resting(last: Localized): EncoderError {
  return new EncoderError("resting", {
    zh: `编码模型接连失败，暂停使用一分钟（最近一次：${last.zh}）`,
    en: `the encoder failed several times in a row and rests for a minute (last: ${last.en})`,
  });
}

/** What the process itself says of a failure. */
export function failed(fault: EncoderFault, message: string): EncoderError {
  if (fault === "package") return packageMissing();
  if (fault === "load") {
    return new EncoderError("load", {
      zh: `编码模型无法加载：${message}`,
      en: `the encoder cannot be loaded: ${message}`,
    });
  }
  return new EncoderError(fault, {
    zh: `编码模型给出的结果有误：${message}`,
    en: `the encoder gave a wrong result: ${message}`,
  });
}
