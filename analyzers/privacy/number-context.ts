import { CharSet } from "./char-set.js";
import { SuffixTrie } from "./suffix-trie.js";

/** What the words before a number say that it is. `reference` numbers (tickets, orders, documents) stay. */
export type NumberContext = "phone" | "idCard" | "certificate" | "bankCard" | "qq" | "wechat" | "reference";

function entries(context: NumberContext, words: string, suffixes: string): [string, NumberContext][] {
  return words
    .split(" ")
    .flatMap((word) => suffixes.split("|").map((suffix): [string, NumberContext] => [word + suffix, context]));
}

/**
 * The phrases that introduce numbers, each with and without 号, 号码 …. The longest that fits decides, so 身份证编号 is an
 * identity card and 合同编号 a reference.
 */
const BEFORE = new SuffixTrie<NumberContext>([
  ...entries(
    "reference",
    "编号 工单 单号 订单 订单号 工单号 流水 流水号 运单 验证码 查询码 查询号 取件码 提取码 邮编 邮政编码 编码 代码 信用代码 案号 批号 文号 文件 学号 工号 考号 税号 表号 户号 序号 图号 票号 条形码 条码 序列号 ID id No NO no No. NO. ISBN ISSN ICP备 GB gb GB/T gb/t DB JGJ CJJ 期号 房产证 产权证 不动产证",
    "|号|号码|编号|为",
  ),
  ...entries(
    "reference",
    "受理 交易 案件 合同 发票 快递 申请 信访 客户 用户 电表 水表 气表 燃气 设备 准考证 考生 留言 帖子 证书 许可证 备案 车架 发动机 项目 车票 批次 登记 挂号 病历 住院 门诊 凭证 收据 小票 回执 存根 报案 报警 接警 派单 任务 预约 房源 宗地 地块 商户 支付 转账 诉求 事件 平台 系统 档案 文书 协议 保单 理赔 投诉 举报 反馈 物流 机身 出厂 型号 投诉受理 缴费 缴款 公积金",
    "号|编号|号码|单号|单|订单号|码|单编号|件编号",
  ),
  ...entries(
    "phone",
    "电话 手机 座机 固话 固定电话 联系电话 手机电话 联系方式 联系 热线 拨打 致电 来电 传真 请拨 打电话 联系手机 电联 tel Tel TEL phone Phone mobile Mobile 移动电话 小灵通 家庭电话 办公电话 咨询电话 投诉电话 举报电话 监督电话 号码 机主",
    "|号|号码|的号码|码",
  ),
  ...entries(
    "idCard",
    "身份证 身份证件 居民身份证 身分证 身份 公民身份 公民身份证 二代证 驾驶证 驾照 社保卡 社会保障 社会保障卡 医保卡 医保 ID卡 证件 残疾证 残疾人证",
    "|号|号码|证号|编号",
  ),
  ...entries(
    "certificate",
    "护照 通行证 港澳通行证 台胞证 回乡证 居留许可 居留证 居留 居留身份证 永久居留证 永居证 军官证 士兵证 警官证 军人证 退伍证 退役证 出生证 出生医学证明 居住证 暂住证 学生证 海员证 旅行证",
    "|号|号码|证号|编号",
  ),
  ...entries("bankCard", "卡 账 帐 存折", "号|号码"),
  ...entries(
    "bankCard",
    "银行卡 储蓄卡 信用卡 借记卡 工资卡 账户 帐户 工行卡 农行卡 建行卡 中行卡 招行卡 邮储卡 交行卡",
    "|号|号码",
  ),
  ...entries("qq", "QQ qq Qq 扣扣 球球 企鹅 加Q 加q QQ群 qq群 Q群 扣扣群", "|号|号码"),
  ...entries("qq", "Q q 扣", "号|号码"),
  ...entries(
    "wechat",
    "微信 薇信 威信 V信 v信 加V 加v 加微 vx VX Vx wx WX Wx wechat WeChat Wechat weixin",
    "|号|号码|账号",
  ),
]);

const CONNECTOR = new CharSet(" :：=是为（([【“\"'‘#+");

/** What the words right before an index say about the number there; connectors (`：`, `是`, a bracket) are passed over. */
export function numberContext(text: string, start: number): NumberContext | undefined {
  let at = start;
  while (start - at < 5 && CONNECTOR.at(text, at - 1)) at--;
  return BEFORE.endingAt(text, at)?.value;
}
