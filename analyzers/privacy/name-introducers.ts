import { SuffixTrie } from "./suffix-trie.js";

/**
 * How a name is introduced. `self`: 我叫. `label`: a word of a form, followed by a colon or nothing. `role`: who
 * somebody is; often no name follows. `me`: 本人, mostly without a name. `title`: stands behind the name, `job` too,
 * where a surname alone is more frequent. `called`: 叫, mostly a verb. `none`: only looks like one.
 */
export type NameIntroduction = "self" | "label" | "role" | "me" | "title" | "job" | "called" | "none";

function entries(kind: NameIntroduction, list: string): [string, NameIntroduction][] {
  return list.split(" ").map((phrase) => [phrase, kind]);
}

/** The phrases that introduce names. */
export const NAME_INTRODUCERS = new SuffixTrie<NameIntroduction>([
  ...entries(
    "self",
    "我叫 我名叫 本人叫 我叫做 名叫 名叫做 名字叫做 我的名字叫 我的名字是 我名字叫 名字叫 名字是 本人姓名 我姓名 我本名 真名叫 真名 本名 全名",
  ),
  ...entries(
    "label",
    "姓名 联系人 反映人 来电人 投诉人 举报人 诉求人 求助人 咨询人 留言人 写信人 来信人 来访人 户主 申请人 申报人 信访人 上访人 经办人 承办人 收件人 寄件人 收货人 机主 车主 户名 开户名 收款人 付款人 参保人 委托人 代理人 监护人 紧急联系人 联络人 签名 署名 落款 实名举报人 当事人 被投诉人 被举报人 来电人姓名 反映人姓名 诉求人姓名 问政人 建议人 报修人 报案人 报警人 法定代表人 法人代表 产权人 权利人 被保险人 投保人 负责人 签字人",
  ),
  ...entries(
    "role",
    "业主 村民 居民 住户 租户 租客 房东 房主 市民 群众 家属 家长 学生 患者 病人 死者 伤者 员工 职工 工人 农民工 民工 老板 老板娘 店主 商户 摊主 法人 股东 包工头 承包人 承包商 受害人 受害者 被告 原告 购房人 购房者 消费者 投诉者 举报者 反映者 来电者 网友 老人 司机 驾驶员 乘客 邻居 销售员 顾问 置业顾问 村民代表 业主代表 职工代表 贫困户 低保户 我父亲 我母亲 我爸 我妈 我儿子 我女儿 我丈夫 我妻子 我老公 我老婆 我爱人 我哥 我弟 我姐 我妹 我爷爷 我奶奶 父亲 母亲 儿子 女儿 丈夫 妻子 老公 老婆 爱人 哥哥 弟弟 姐姐 妹妹 爷爷 奶奶 外公 外婆 岳父 岳母 公公 婆婆 孙子 侄子 侄女 外甥 外甥女 外孙 舅舅 叔叔 伯父 姑姑 表哥 表弟 表姐 表妹 堂哥 堂弟 女婿 儿媳 媳妇 前夫 前妻 同事 朋友 亲戚 同学 战友",
  ),
  ...entries("called", "叫"),
  ...entries("me", "本人 我是 本人是 本人系 我系 我就是 鄙人 实名"),
  ...entries("job", "大夫 医生 护士 老师 师傅 阿姨 大爷 大妈 大姐 大哥"),
  ...entries("none", "妇女儿 男女儿 不承包人 非业主"),
  ...entries("title", "先生 女士 小姐 老先生 老太太"),
]);
