import { readFileSync } from "node:fs";
import { createTransport } from "nodemailer";
import type { EmailChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel, Delivery, Notification } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
import { rankOf } from "../levels.js";
import { alertText } from "../render/alert-text.js";
import { cutTo } from "../render/clean.js";
import { htmlMail } from "../render/html.js";
import { plainText } from "../render/plain.js";
import { type MailError, mailFailure } from "./mail-errors.js";
import { Pace, paced } from "./pace.js";
import { Progress } from "./progress.js";
import type { Surroundings } from "./surroundings.js";

/** 10 mails at once, then one every 2 seconds. */
const PACE = { burst: 10, everyMs: 2_000 };

/** Mail programs show no more of a subject. */
const LONGEST_SUBJECT = 120;

const PORTS = { starttls: 587, tls: 465, none: 25 };

/** What the transport says of a mail that at least one receiver was taken for. */
interface Sent {
  response: string;
  accepted: (string | { address: string })[];
  rejected: (string | { address: string })[];
  rejectedErrors?: MailError[];
}

/**
 * Mail: plain text and HTML, the trend line inside. All mails about one case answer to the same (unsent) root, so that
 * they are one thread; each has a Message-ID made of its key, so that a repeat is dropped by most servers and programs.
 * @throws UsageError when the certificate file cannot be read
 */
export function emailChannel(config: EmailChannelConfig, around: Surroundings): AlertChannel {
  const { name, host, security, user, password, port = PORTS[security] } = config;
  const timeoutMs = around.timeoutMs ?? 10_000;
  const ca = config.ca === undefined ? undefined : certificate(config.ca);
  const pace = new Pace(around.clock, PACE);
  const progress = new Progress();
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(ca && { tls: { ca } }),
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name,
    type: "email",
    async send(notification, signal) {
      const { key } = notification;
      const to = config.to.filter((address) => !progress.has(key, address));
      const wait = pace.take(1);
      if (wait > 0) return paced(wait);
      try {
        const mail = { ...mailOf(notification, config, around), to, signal };
        const { response, accepted, rejected, rejectedErrors = [] } = (await transport.sendMail(mail)) as Sent;
        for (const one of accepted) progress.add(key, addressOf(one));
        const later = rejectedErrors.find(({ responseCode = 0 }) => responseCode >= 400 && responseCode < 500);
        if (later) return mailFailure(later, host);
        progress.finish(key);
        const refused = rejected.length > 0 ? ` (not for ${rejected.map(addressOf).join(", ")})` : "";
        return { outcome: "delivered", answer: `${response}${refused}` };
      } catch (error) {
        return failed(error as MailError, host, signal);
      }
    },
  };
}

function failed(error: MailError, host: string, signal: AbortSignal): Delivery {
  if (signal.aborted) return { outcome: "retry", reason: { zh: "发送被中断", en: "Sending was interrupted" } };
  return mailFailure(error, host);
}

function addressOf(one: string | { address: string }): string {
  return typeof one === "string" ? one : one.address;
}

function certificate(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      { zh: `证书文件 ${path} 读不了`, en: `The certificate ${path} cannot be read` },
      { fix: { zh: "请核对邮件渠道的 ca", en: "Check ca of the mail channel" }, cause: error },
    );
  }
}

function mailOf(notification: Notification, { from }: EmailChannelConfig, { zone }: Surroundings) {
  const { key, kind, level, cases, chart } = notification;
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const text = alertText(notification, zone);
  const picture = chart && `${hashOf("chart", key)}@${domain}`;
  const [only] = cases;
  const number = only && cases.length === 1 && kind !== "digest" ? only.number : undefined;
  const root = number === undefined ? undefined : `<minyi.case.${number}@${domain}>`;
  return {
    from: { name: notification.language === "zh" ? "民意预警" : "minyi alerts", address: from },
    subject: cutTo(number === undefined ? text.headline : `[${number}] ${text.headline}`, LONGEST_SUBJECT),
    text: plainText(text),
    html: htmlMail(text, level, picture || undefined),
    messageId: `<minyi.${hashOf("mail", key)}@${domain}>`,
    date: new Date(notification.at),
    ...(root && { inReplyTo: root, references: root }),
    ...(rankOf(level) >= rankOf("orange") && { priority: "high" as const }),
    headers: {
      "List-Id": `minyi alerts <alerts.minyi.${domain}>`,
      "Auto-Submitted": "auto-generated",
      "X-Minyi-Key": key,
    },
    attachments: chart
      ? [
          {
            filename: "trend.png",
            content: Buffer.from(chart),
            contentType: "image/png",
            contentDisposition: "inline" as const,
            cid: picture as string,
          },
        ]
      : [],
  };
}
