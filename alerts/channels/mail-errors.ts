import type { Delivery } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import { cutTo, oneLine } from "../render/clean.js";

/** What nodemailer tells of a failure. */
export interface MailError extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
}

/** A failure of SMTP: 4xx and what is down passes by itself, 5xx and a wrong configuration do not (RFC 5321, 4.2.1). */
export function mailFailure(error: MailError, host: string): Delivery {
  const { responseCode, code = "" } = error;
  const said = cutTo(oneLine(error.response ?? error.message), 200);
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500) {
    return {
      outcome: "retry",
      reason: {
        zh: `邮件服务器 ${host} 暂时不收：${said}`,
        en: `The mail server ${host} does not take it now: ${said}`,
      },
    };
  }
  if (responseCode === undefined && PASSING.has(code) && !noEncryption(error)) {
    return {
      outcome: "retry",
      reason: { zh: `连不上邮件服务器 ${host}：${said}`, en: `Cannot reach the mail server ${host}: ${said}` },
    };
  }
  const fix = fixOf(error);
  return {
    outcome: "refused",
    reason: {
      zh: `邮件服务器 ${host} 拒收：${said}。${fix.zh}`,
      en: `The mail server ${host} refused it: ${said}. ${fix.en}`,
    },
  };
}

const PASSING = new Set([
  "ECONNECTION",
  "ETIMEDOUT",
  "ESOCKET",
  "EDNS",
  "EPROTOCOL",
  "EABORT",
  "ETLS",
  "ESTREAM",
  "EMESSAGE",
]);

function noEncryption({ code, command, responseCode, message }: MailError): boolean {
  return code === "ETLS" && (command === "STARTTLS" || responseCode !== undefined || /starttls/i.test(message));
}

function fixOf(error: MailError): Localized {
  const { code, responseCode } = error;
  if (noEncryption(error)) {
    return {
      zh: "服务器不支持 STARTTLS：请把该渠道的 security 改为 tls（内网可用 none）",
      en: "The server has no STARTTLS: set the channel's security to tls (none inside the own network)",
    };
  }
  if (code === "EAUTH" || code === "ENOAUTH" || responseCode === 530 || responseCode === 535) {
    return {
      zh: "请核对该渠道的 user 和 password；不少邮箱要用授权码代替密码",
      en: "Check the channel's user and password; many providers want a code instead of the password",
    };
  }
  if (responseCode === 552 || responseCode === 554) {
    return {
      zh: "邮件太大或被当作垃圾邮件：请联系邮件管理员",
      en: "Too large or taken for spam: ask the mail administrator",
    };
  }
  return { zh: "请核对该渠道的 from 和 to", en: "Check the channel's from and to" };
}
