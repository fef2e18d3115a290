/** Chinese wording of the help of `alerts.channels`, by path; see help.ts. */
export const ALERT_CHANNELS_HELP: Readonly<Record<string, string>> = {
  "alerts.channels": "预警从哪里发出",
  "alerts.channels[].type":
    "渠道的种类：console 屏幕、email 邮件、webhook 接口、wecom 企业微信、dingtalk 钉钉、feishu 飞书、sms 短信",
  "alerts.channels[].name": "渠道的名称，规则和订阅里就这样称呼它",
  "alerts.channels[].host": "邮件服务器的名称或地址",
  "alerts.channels[].port": "邮件服务器的端口；默认 587，tls 为 465，none 为 25",
  "alerts.channels[].security": "加密方式：starttls 打过招呼后加密，tls 一开始就加密，none 不加密，只可用于内网",
  "alerts.channels[].ca": "签发邮件服务器证书的 CA 证书（PEM 文件）",
  "alerts.channels[].user": "登录邮件服务器的用户名；不填则不登录",
  "alerts.channels[].password": "该用户的密码，或邮箱给的授权码",
  "alerts.channels[].from": "发件人地址",
  "alerts.channels[].to": "收件人：邮件地址；短信则为手机号码",
  "alerts.channels[].url": "消息发往的地址；机器人的地址连同其中的 key 整个抄来",
  "alerts.channels[].secret": "加签的密钥",
  "alerts.channels[].format":
    "minyi：见 docs/alert-webhook.md；alertmanager：与 Prometheus Alertmanager 的 webhook 相同",
  "alerts.channels[].keyword": "机器人设置了自定义关键词时，每条消息都要有的词",
  "alerts.channels[].headers": "每次请求都带的请求头，如网关的令牌",
  "alerts.channels[].encoding": "请求体的写法",
  "alerts.channels[].body":
    "发给网关的内容：{phone} {template} {signature} {text} {key} {variables}（全部变量的 JSON）和各变量会被填上",
  "alerts.channels[].template": "运营商审核通过的模板编号",
  "alerts.channels[].text":
    "模板的文字，用来算长度；变量写作 {level} {number} {title} {where} {sentence} {count} {link}",
  "alerts.channels[].signature": "运营商审核通过的签名，不带【】",
  "alerts.channels[].parts": "一条预警最多拆成几条短信，每条 67 字（只有一条时 70 字）",
  "alerts.channels[].perDay": "同一人一天最多收到几条预警短信",
  "alerts.channels[].successField": "网关答复中表示是否收下的字段",
  "alerts.channels[].successValues": "该字段表示已收下的值",
};
