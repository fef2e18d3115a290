/** What stands around the matter in a title and says nothing of it: left out at the start of a phrase. */
const OPENING = new Set(
  (
    "问问 老是 站 问题 情况 其 其中 但 但是 而 而且 并 并且 还 从 之后 后来 尤其 特别是 本来 本想着 据说 据 按照 关于 对于 针对 投诉 反映 反应 反馈 举报 检举 请问 咨询 咨询下 询问 请教 想问 问 再问 请 求 恳请 恳求 请求 敬请 强烈 强烈要求 坚决 反对 希望 盼望 " +
    "呼吁 建议 要求 求助 急 惊 求解 再次 再 又 多次 第二次 二次 第三次 继续 请求 紧急 紧急求助 实名 实名举报 联名 有关 就 对 把 将 被 让 给 为 为了 在 向 由 与 和 跟 以及 及 因 因为 由于 " +
    "的 之 了 着 后 仍 仍存在 仍旧 依旧 依然 诸多 是 有 很 太 都 也 还 就 却 又 已 已经 正在 仍 仍然 竟 竟然 居然 此 该 某 这 这个 那 那个 一个 一名 一位 我 我们 你 你们 他 他们 我市 我县 本市 本县 存在 出现 " +
    "至今 目前 现在 近期 最近 长期 何时 什么 什么时候 为什么 为何 怎么 如何 能否 可否 是否 可以 能 不能 可 谁 谁来 哪 哪里 吗 小区 项目 楼盘 内 里 附近 旁 旁边 旁的 周边 周围 上 下 中 处 段 等 号 栋 期 一期 二期 三期 业主 " +
    "领导 书记 市长 县长 区长 省长 局长 厅长 政府 有关部门 相关部门 各位 尊敬 您好 你好 关注 重视 督促 管管 管 帮助 帮帮 救救 帮 解决 处理 查处 严惩 严查 彻查 整治 制止 取缔 规范 治理 落实 市 区 县 省 镇 乡 村 街道 社区 市民 居民 村民 职工 员工"
  ).split(" "),
);

/** The same for its end. */
const CLOSING = new Set(
  (
    "的 之 了 着 过 后 得不到 得不到解决 无法 难以 相关 有关 两点 三点 两个 这种 此种 那种 各种 诸多 许多 很多 一系列 系列 多次 吗 吧 呢 呀 啊 嘛 么 是 有 很 太 都 也 还 就 却 又 已 在 向 由 与 和 跟 以及 及 因 因为 由于 为 为了 对 把 将 被 让 给 此 该 这 这个 那 一个 一些 若干 几个 几点 " +
    "问题 一事 事情 事件 事宜 情况 现象 行为 行径 做法 建议 投诉 举报 反映 咨询 请求 诉求 求助 反馈 疑问 " +
    "是否 合理 合法 合规 怎么 如何 怎么办 什么 为何 何时 为什么 能否 谁 谁管 有没有 没有 没 不 无 未 并 并且 且 而 但 如果 导致 造成 影响 可以 能 能够 应该 应 必须 要 要求 需要 请 求 解决 处理 尽快 " +
    "竟然 居然 强行 强制 非法 违法 违规 严重 特别 非常 十分 极其 已经 一直 仍然 仍 我 我们 你 他 他们 自己 等 等等 到 从 于 以 附近 旁 旁边 上 下 里 内 中 时 时候 后 前 地 得 进行 存在 出现 发生 购房者 小区 项目 业主 居民 市民 职工 开发商 谢谢"
  ).split(" "),
);

/** Words that no name has inside. */
const NOT_IN_NAMES = new Set(
  "从 上 个 个月 月 米 距 距离 离 仅 我 我家 我们 是 在 被 为 的 了 与 和 问问 请 将 对 有 无 不".split(" "),
);

/** Whether words can be a name, as far as their grammar goes. */
export function canBeName(words: readonly string[]): boolean {
  const last = words.at(-1)!;
  return (
    !opens(words[0]!) && !CLOSING.has(last) && !/^\d+$/.test(last) && !words.some((word) => NOT_IN_NAMES.has(word))
  );
}

/** Stages and blocks of an estate: 四期, 12栋. */
const STAGE = /^[一二三四五六七八九十\d]+(?:期|栋|号楼)$/;

/** Says how the writer feels about it, not what it is: left out wherever it stands. */
const EXPRESSIVE = new Set("为什么 为何 竟然 居然 竟 究竟 到底 真的 简直 实在 仍然 依然 依旧 仍".split(" "));

export function isExpressive(word: string): boolean {
  return EXPRESSIVE.has(word);
}

/** 质量问题 and 历史遗留问题 are words; 车位问题 is 车位 in wrappings. */
const WITH_PROBLEM = /^(?:质量|安全|环境|卫生|产权|遗留|历史遗留|诚信|作风|经济|交通|消防|社保)$/;

/** Whether a phrase may end before the `to`-th of the words. */
export function canEnd(words: readonly string[], to: number): boolean {
  const last = words[to - 1]!;
  if (last === "问题") return to > 1 && WITH_PROBLEM.test(words[to - 2]!);
  return !CLOSING.has(last) && !(words[to] === "问题" && WITH_PROBLEM.test(last));
}

/** Whether a word is wrapping at the start of a phrase. */
export function opens(word: string): boolean {
  return OPENING.has(word) || STAGE.test(word);
}

/** Offices, forms of address, 某: the word before one is a person. */
export const PERSONAL =
  /^(?:书记|市长|县长|区长|省长|镇长|局长|厅长|主任|先生|女士|老师|校长|警官|医生|同志|师傅|小姐|\p{Script=Han}?某{1,2})$/u;

/** Divisions whose names are hidden in published data: A市, K9县, 西地省. */
const HIDDEN_DIVISION = /[A-Z]\d{0,2}(?:市|区|县)|西地省/g;
const LEADING_PROVINCE = /^(?:\p{Script=Han}{2,3}省(?=\p{Script=Han}{1,4}[市区县])|\p{Script=Han}{2,3}自治区)/u;

/** Stretches of a clause that name a division of the country, as [start, end). */
export function divisionsIn(clause: string, known: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  const province = LEADING_PROVINCE.exec(clause);
  if (province) found.push([0, province[0].length]);
  for (const match of clause.matchAll(HIDDEN_DIVISION)) found.push([match.index, match.index + match[0].length]);
  for (const name of known) {
    for (let at = clause.indexOf(name); at >= 0; at = clause.indexOf(name, at + name.length)) {
      found.push([at, at + name.length]);
    }
  }
  return found;
}
