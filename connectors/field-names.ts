import type { MappableField } from "../config/schema.js";

/**
 * Column names that are recognised by themselves, per field, most telling first: when a file has several of them, the
 * first of the list is taken. Written in their normal form (see {@link normalizeHeader}). No name stands under two
 * fields. 序号 and the like are left out on purpose: they count the rows of one file and would make unlike tickets of
 * two files one.
 */
export const FIELD_NAMES: Record<MappableField, readonly string[]> = {
  externalId: [
    ..."留言编号 工单编号 工单号 诉求编号 受理编号 来电编号 信件编号 事件编号 案件编号 投诉编号 业务编号 帖子编号 编号 单号 工单id 留言id".split(
      " ",
    ),
    ..."externalid ticketid ticketno ticketnumber messageid postid textid caseid servicerequestid id".split(" "),
  ],
  author: [
    ..."联系电话 来电号码 电话号码 联系方式 手机号码 手机号 手机 电话 phone mobile".split(" "),
    ..."留言用户 用户id 用户名 用户 网友 昵称 发帖人 作者 userid username user author nickname".split(" "),
    ..."来电人 诉求人 反映人 投诉人 举报人 来信人 写信人 留言人 联系人 市民姓名 来电人姓名 姓名".split(" "),
  ],
  title: [
    ..."留言主题 留言标题 诉求标题 工单标题 诉求主题 工单主题 来信标题 信件标题 事件标题 投诉标题 标题 主题 题目".split(
      " ",
    ),
    ..."title subject headline".split(" "),
  ],
  text: [
    ..."留言详情 留言内容 诉求内容 诉求描述 诉求详情 诉求正文 反映内容 来电内容 工单内容 工单描述 受理内容 投诉内容".split(
      " ",
    ),
    ..."问题描述 问题内容 来信内容 信件内容 事件描述 事件内容 事项描述 主要内容 微博内容 帖子内容 评论内容".split(" "),
    ..."内容 正文 详情 描述 文本 留言 text content body message description desc review post comment".split(" "),
  ],
  createdAt: [
    ..."留言时间 来电时间 诉求时间 反映时间 投诉时间 提交时间 来信时间 写信时间 受理时间 登记时间 发布时间 发表时间 发帖时间 事发时间 创建时间".split(
      " ",
    ),
    ..."createdat createtime creationtime requesteddatetime publishedat publishtime pubdate postedat postedtime timestamp datetime".split(
      " ",
    ),
    ..."时间 time".split(" "),
    ..."留言日期 来电日期 诉求日期 投诉日期 受理日期 登记日期 提交日期 发布日期 创建日期 日期 createdate createddate date".split(
      " ",
    ),
  ],
  channel: [..."渠道 来源渠道 诉求渠道 受理渠道 来电渠道 受理方式 诉求来源 工单来源 信息来源 来源 channel".split(" ")],
  district: [
    ..."区县 所属区县 所属区 所属区域 事发区县 事发区域 诉求区域 诉求区县 区域 行政区 行政区划 行政区域 辖区 县区 县市区 区市县 区县市".split(
      " ",
    ),
    ..."district area areaname county areadistrict".split(" "),
  ],
  street: [
    ..."街道 乡镇 街道乡镇 乡镇街道 镇街 街镇 所属街道 所属乡镇 所属镇街 事发街道 诉求街道 street township subdistrict areastreet".split(
      " ",
    ),
  ],
  address: [
    ..."诉求地址 事发地址 事件地址 发生地址 事发地点 发生地点 具体地址 详细地址 问题地址 地址 地点 address".split(" "),
  ],
  department: [
    ..."承办单位 主办单位 责任单位 处置单位 办理单位 处理单位 承办部门 主办部门 责任部门 处置部门 办理部门 处理部门 部门 单位".split(
      " ",
    ),
    ..."department orgname agencyresponsible agency unit".split(" "),
  ],
  category: [
    ..."诉求分类 问题分类 事项分类 工单分类 诉求类别 问题类别 事项类别 留言类别 一级分类 一级标签 分类 类别 领域 domain category field sort servicename".split(
      " ",
    ),
    ..."诉求类型 问题类型 事项类型 工单类型 留言类型 类型 type".split(" "),
  ],
  url: "原文链接 原文地址 链接 网址 url link href".split(" "),
  views: "浏览量 浏览数 阅读量 阅读数 点击量 点击数 views viewcount engagementviews".split(" "),
  likes: "点赞数 点赞量 点赞 赞同数 赞成数 支持数 likes likecount engagementlikes".split(" "),
  dislikes: "反对数 反对量 反对 点踩数 dislikes dislikecount engagementdislikes".split(" "),
  comments: "评论数 评论量 跟帖数 comments commentcount engagementcomments".split(" "),
  reposts: "转发数 转发量 分享数 reposts repostcount shares sharecount engagementreposts".split(" "),
  reply: [
    ..."答复意见 答复内容 回复内容 回复意见 答复详情 回复详情 办理结果 办理意见 处理结果 处理意见 办理情况 反馈内容 答复 回复".split(
      " ",
    ),
    ..."replytext replycontent reply response answer statusnotes".split(" "),
  ],
  replyDepartment: [..."答复单位 回复单位 答复部门 回复部门 replydepartment replyunit replyorg".split(" ")],
  replyAt: [
    ..."答复时间 回复时间 办复时间 反馈时间 答复日期 回复日期 replyat replytime replydate repliedat".split(" "),
  ],
  status: [..."办理状态 处理状态 工单状态 留言状态 诉求状态 当前状态 状态 status handlestatus state".split(" ")],
  satisfaction: [
    ..."满意度 满意度评价 满意情况 满意程度 是否满意 评价结果 回访满意度 回访评价 satisfaction rating".split(" "),
  ],
};

/** Columns that say when a ticket reached a state: together they are its history. */
export const STEP_NAMES: readonly { state: string; names: readonly string[] }[] = [
  { state: "受理", names: ["受理时间", "acceptedat", "acceptat"] },
  { state: "派单", names: ["派单时间", "转办时间", "交办时间", "分派时间", "assignat", "assignedat"] },
  { state: "签收", names: ["签收时间", "接单时间", "signedat"] },
  { state: "办理", names: ["办理时间", "处理时间", "handleat", "handledat"] },
  { state: "办结", names: ["办结时间", "完成时间", "结案时间", "完结时间", "doneat", "closedat", "finishedat"] },
  { state: "回访", names: ["回访时间", "visitedat"] },
  { state: "归档", names: ["归档时间", "archivedat"] },
];

/** Names of columns that hold a day; the hour may stand in another column beside it. */
export const DAY_NAME = /(?:日期|date)$/;

/**
 * The form in which column names are compared: compatibility characters folded (NFKC), lower case, without a trailing
 * bracketed remark such as 「(必填)」, without spaces, punctuation and underscores. `Created_At` and `createdAt` are
 * the same; 「 诉求内容（必填） 」 is 诉求内容.
 */
export function normalizeHeader(name: string): string {
  const folded = name.slice(0, 200).normalize("NFKC").toLowerCase();
  const bare = folded.replace(/[^\p{L}\p{N}]*[([【〔][^()[\]【】〔〕]*[)\]】〕][^\p{L}\p{N}]*$/u, "");
  // A name that stands wholly in brackets, 【标题】, is the name itself.
  return (bare === "" ? folded : bare).replace(/[^\p{L}\p{N}]+/gu, "");
}
