import { CHANNELS, type Channel } from "../core/feedback-item.js";

/** What sources call the ways in. The first pattern that fits counts; a platform for posts before the generic 网. */
const WORDS: readonly [RegExp, Channel][] = [
  [/热线|电话|来电|语音|12345|12319|呼入|phone|hotline|call/, "hotline"],
  [/微博|抖音|快手|小红书|头条|贴吧|论坛|b站|知乎|weibo|douyin|tiktok|post|social/, "post"],
  [/新闻|报纸|媒体|电视|广播|news|media/, "news"],
  [
    /网站|网页|网络|网上|门户|留言板|领导信箱|信箱|邮箱|邮件|微信|公众号|小程序|app|客户端|wechat|web|pc|wap|h5|mobile|mail|board/,
    "board",
  ],
  [/来访|走访|信函|窗口|其他|其它|other/, "other"],
];

/**
 * The channel that a source's own word means: 电话 → hotline, 网站 and 微信 (an account or mini-program that takes
 * messages) → board, 微博 → post, 新闻 → news. Undefined for a word that is not known.
 */
export function channelOf(word: string): Channel | undefined {
  const plain = word.slice(0, 60).normalize("NFKC").trim().toLowerCase();
  return CHANNELS.find((channel) => channel === plain) ?? WORDS.find(([pattern]) => pattern.test(plain))?.[1];
}
