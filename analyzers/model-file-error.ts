import { MinyiError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";

/** A model file is missing, cut off, damaged or of another kind: the caller decides what to do without it. */
export class ModelFileError extends MinyiError {
  /** @param why what is wrong, read on behind the path */
  constructor(path: string, why: Localized, cause?: unknown) {
    super(
      { zh: `模型文件 ${path} ${why.zh}`, en: `Model file ${path} ${why.en}` },
      {
        fix: {
          zh: "重新安装本程序，或用 git checkout 恢复该文件；自己训练的模型请重新训练。",
          en: "Install the program again or restore the file with git checkout; train a model of your own again.",
        },
        cause,
      },
    );
  }
}
