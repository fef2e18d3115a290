import { isLatin } from "./char-set.js";
import type { PersonalData } from "./kinds.js";
import { matchOf, type NumberDetector } from "./number-chain.js";
import { SuffixTrie } from "./suffix-trie.js";

/** Words that introduce a WeChat account, in the spellings by which people get round filters too. */
export const WECHAT_INTRODUCERS = new SuffixTrie<true>(
  "微信 薇信 威信 维信 V信 v信 加V 加v 加微 加我V 加我v 加我微 vx VX Vx wx WX Wx wechat WeChat Wechat weixin Weixin"
    .split(" ")
    .map((phrase) => [phrase, true]),
);

/** Accounts that are digits only (a phone number is a mobile number first). */
export const wechatNumberAt: NumberDetector = (chain, index) => {
  const { length } = chain.groups[index]!;
  if (chain.contextOf(index) !== "wechat" || length < 5 || length > 20) return undefined;
  return matchOf(chain, "wechat", index, index);
};

/** An introduction, what may stand between, and an account: a letter and 5 to 19 letters, digits, `_`, `-`. */
const ACCOUNT =
  /((?:账号|帐号|号码|号|id|ID|名)?(?:同号)?(?:[:：是为（( =]|就是){0,3})([A-Za-z][A-Za-z0-9_*-]{5,19})(?![A-Za-z0-9_])/y;

/** Words of the trade that follow 微信 in ordinary sentences. */
const NO_ACCOUNT = /^(?:weixin|wechat|android|iphone|windows|official|public|alipay|applet|harmony)$/i;

/** Whether a Latin introduction is a word of its own and not the end of a longer one. */
function standsAlone(text: string, start: number): boolean {
  return start === 0 || !isLatin(text, start) || !/[\w-]/.test(text[start - 1]!);
}

/** The WeChat account after an introduction (微信, vx …) that stands from `start` to `end`. */
export function wechatAfter(text: string, start: number, end: number): PersonalData | undefined {
  if (!standsAlone(text, start)) return undefined;
  ACCOUNT.lastIndex = end;
  const match = ACCOUNT.exec(text);
  if (!match) return undefined;
  const [, between, account] = match as unknown as [string, string, string];
  // 微信ivankr without colon or 号 is an account only when it looks like one.
  if (NO_ACCOUNT.test(account) || (between === "" && !/[0-9_-]/.test(account))) return undefined;
  return { kind: "wechat", start: ACCOUNT.lastIndex - account.length, end: ACCOUNT.lastIndex };
}

const WXID = /wxid_[A-Za-z0-9]{6,24}/y;

/** A bare `wxid_…` around an underscore. */
export function wxidAt(text: string, underscore: number): PersonalData | undefined {
  WXID.lastIndex = Math.max(0, underscore - 4);
  return WXID.test(text) ? { kind: "wechat", start: underscore - 4, end: WXID.lastIndex } : undefined;
}
