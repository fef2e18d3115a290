import { z } from "zod";
import type { Localized } from "../../core/localized.js";
import type { RobotAnswer } from "./robot.js";

const ANSWER = z.object({
  errcode: z.number().optional(),
  code: z.number().optional(),
  StatusCode: z.number().optional(),
  errmsg: z.string().optional(),
  msg: z.string().optional(),
  StatusMessage: z.string().optional(),
});

/** The code and the words of a robot's answer; undefined for what is none. */
export function codeOf(json: unknown): { code: number; words: string } | undefined {
  const { data } = ANSWER.safeParse(json);
  const code = data?.errcode ?? data?.code ?? data?.StatusCode;
  if (data === undefined || code === undefined) return undefined;
  return { code, words: data.errmsg ?? data.msg ?? data.StatusMessage ?? "" };
}

/** An error of a robot in words, with the fix. */
export function robotError(code: number, words: string, fix: Localized): Localized {
  const said = words === "" ? "" : ` ${words.slice(0, 120)}`;
  return { zh: `机器人答复 ${code}${said}。${fix.zh}`, en: `The robot answered ${code}${said}. ${fix.en}` };
}

/** What codes that a robot shares with no other come to. */
export function unknownCode(code: number, words: string): RobotAnswer {
  return {
    is: "refused",
    reason: robotError(code, words, {
      zh: "请按此代码查对方的文档，并核对该渠道的地址和安全设置",
      en: "Look the code up in the vendor's documents; check the channel's address and security settings",
    }),
  };
}
