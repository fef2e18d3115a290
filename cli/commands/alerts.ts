import type { Command } from "commander";
import { makeGroup } from "../command.js";
import type { Session } from "../session.js";
import { checkAlertsCommand } from "./alerts-check.js";
import { acknowledgeCommand, closeAlertCommand } from "./alerts-desk.js";
import { dutyCommand } from "./alerts-duty.js";
import { explainAlertsCommand } from "./alerts-explain.js";
import { listAlertsCommand } from "./alerts-list.js";
import { alertOutboxCommand } from "./alerts-outbox.js";
import { alertRulesCommand } from "./alerts-rules.js";
import { showAlertCommand } from "./alerts-show.js";
import { silenceCommand, unsilenceCommand } from "./alerts-silence.js";
import { subscribeCommand, unsubscribeCommand } from "./alerts-subscribe.js";
import { testAlertsCommand } from "./alerts-test.js";

const COMMANDS = [
  checkAlertsCommand,
  listAlertsCommand,
  showAlertCommand,
  acknowledgeCommand,
  closeAlertCommand,
  silenceCommand,
  unsilenceCommand,
  testAlertsCommand,
  explainAlertsCommand,
  alertRulesCommand,
  subscribeCommand,
  unsubscribeCommand,
  dutyCommand,
  alertOutboxCommand,
];

/** `minyi alerts`: what was raised, who is told of it, and why. */
export function alertsCommand(session: Session): Command {
  return makeGroup(
    session,
    "alerts",
    { zh: "预警：判断、认领、静默、回放、说明缘由", en: "alerts: judge, take on, silence, replay, explain" },
    COMMANDS.map((make) => make(session)),
  );
}
