import { EXIT, MinyiError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { ModelPlace } from "./model-place.js";

export type CustomModelFault =
  | "package"
  | "load"
  | "network"
  | "output"
  | "died"
  | "hung"
  | "labels"
  | "resting"
  | "closed";

/** A model of the office's choice gave no answer: the caller decides what to do without it. */
export class CustomModelError extends MinyiError {
  constructor(
    readonly fault: CustomModelFault,
    what: Localized,
    fix?: Localized,
  ) {
    // What labels mean is for the office to say; everything else happens to a model.
    super(what, { ...(fix && { fix }), exitCode: fault === "labels" ? EXIT.usage : EXIT.failed });
  }
}

const MIRROR: Localized = {
  zh: "能上网时检查模型名；不能访问时把 models.host 设为镜像地址（如 https://镜像/），或下载模型后写本地文件夹的路径。",
  en: "Check the name where there is a network; otherwise set models.host to a mirror (https://mirror/), or fetch the model and name its local folder.",
};

const FOLDER: Localized = {
  zh: "文件夹里应有 config.json、tokenizer.json、tokenizer_config.json 和 onnx/model_quantized.onnx 或 onnx/model.onnx。",
  en: "The folder should have config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx or onnx/model.onnx.",
};

/** How a model is called in messages. */
export function nameOf(place: ModelPlace): string {
  return place.kind === "hub" ? place.name : place.path;
}

/** What the process says of a failure, in words. @param message of the library; it never quotes a text */
export function faultOf(place: ModelPlace, fault: CustomModelFault, message: string): CustomModelError {
  const name = nameOf(place);
  const say = (zh: string, en: string, fix?: Localized) => new CustomModelError(fault, { zh, en }, fix);
  switch (fault) {
    case "package":
      return say("没有安装 @xenova/transformers", "@xenova/transformers is not installed", {
        zh: "运行 npm ci（不要加 --omit=optional）。",
        en: "Run npm ci (without --omit=optional).",
      });
    case "network":
      return say(`模型 ${name} 下载不了：${message}`, `the model ${name} cannot be fetched: ${message}`, MIRROR);
    case "load":
      return say(
        `模型 ${name} 无法加载：${message}`,
        `the model ${name} cannot be loaded: ${message}`,
        place.kind === "hub" ? MIRROR : FOLDER,
      );
    case "output":
      return say(`模型 ${name} 给不出结果：${message}`, `the model ${name} gives no result: ${message}`);
    case "died":
      return say(
        `模型 ${name} 的进程意外结束（${message}）`,
        `the process of the model ${name} ended unexpectedly (${message})`,
        {
          zh: "检查可用内存；换小一些的模型。",
          en: "Check the free memory, or take a smaller model.",
        },
      );
    case "hung":
      return say(`模型 ${name} ${message} 秒没有应答`, `the model ${name} did not answer for ${message} s`, {
        zh: "第一次使用要下载时请稍候再运行；机器很慢时调大 models.timeout。",
        en: "When it is being fetched for the first time, run again in a while; on a slow machine raise models.timeout.",
      });
    case "resting":
      return say(
        `模型 ${name} 接连失败，暂停使用一分钟（${message}）`,
        `the model ${name} failed several times and rests for a minute (${message})`,
      );
    case "labels":
    case "closed":
      return say(`模型 ${name}：${message}`, `the model ${name}: ${message}`);
  }
}
