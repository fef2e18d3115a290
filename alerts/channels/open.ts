import { alertChannelSecrets } from "../../config/alert-channel-secrets.js";
import type { AlertChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel } from "../../core/alert.js";
import { consoleChannel } from "./console.js";
import { dingtalkChannel } from "./dingtalk.js";
import { discreet } from "./discreet.js";
import { emailChannel } from "./email.js";
import { feishuChannel } from "./feishu.js";
import { smsChannel } from "./sms.js";
import type { Surroundings } from "./surroundings.js";
import { webhookChannel } from "./webhook.js";
import { wecomChannel } from "./wecom.js";

/**
 * Makes a channel of its configuration. It is made once and kept: it counts what it has sent, to stay within the
 * receiver's limits.
 * @throws UsageError when a file that the configuration names cannot be read
 */
export function openChannel(config: AlertChannelConfig, around: Surroundings): AlertChannel {
  return discreet(open(config, around), alertChannelSecrets(config));
}

function open(config: AlertChannelConfig, around: Surroundings): AlertChannel {
  switch (config.type) {
    case "console":
      return consoleChannel(config, around);
    case "email":
      return emailChannel(config, around);
    case "webhook":
      return webhookChannel(config, around);
    case "wecom":
      return wecomChannel(config, around);
    case "dingtalk":
      return dingtalkChannel(config, around);
    case "feishu":
      return feishuChannel(config, around);
    case "sms":
      return smsChannel(config, around);
  }
}
