import type { AlertLevel, Notification } from "../../core/alert.js";
import { hashOf } from "../../core/ids.js";
import type { Zone } from "../../core/zone.js";
import { type WebhookPayload, webhookPayload } from "./webhook-payload.js";

/** How Alertmanager writes "not ended". */
const NEVER = "0001-01-01T00:00:00Z";

/** The usual words of Prometheus rules for how bad it is. */
const SEVERITY: Readonly<Record<AlertLevel, string>> = {
  blue: "info",
  yellow: "warning",
  orange: "critical",
  red: "critical",
};

interface Alert {
  status: "firing" | "resolved";
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
}

/** What Alertmanager posts to a webhook, version 4 (prometheus.io/docs/alerting/latest/configuration, webhook_config). */
export interface AlertmanagerPayload {
  version: "4";
  groupKey: string;
  truncatedAlerts: number;
  status: "firing" | "resolved";
  receiver: string;
  groupLabels: Record<string, string>;
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  externalURL: string;
  alerts: Alert[];
}

/**
 * A notification as Alertmanager would send it: an alert per case, `resolved` where it has recovered. What is about no
 * case (heartbeat, test) is one alert of that name. An alert's fingerprint is its case's, so receivers fold repeats.
 */
export function alertmanagerPayload(notification: Notification, receiver: string, zone: Zone): AlertmanagerPayload {
  const payload = webhookPayload(notification, zone);
  const status = payload.kind === "recovered" ? "resolved" : "firing";
  const alerts =
    payload.cases.length > 0 ? payload.cases.map((one) => ofCase(one, payload, status)) : [ofNone(payload)];
  const first = payload.cases[0];
  return {
    version: "4",
    groupKey: first ? `{}:{case="${first.number}"}` : `{}:{kind="${payload.kind}"}`,
    truncatedAlerts: payload.more,
    status,
    receiver,
    groupLabels: { kind: payload.kind },
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: first?.link === undefined ? "" : new URL(first.link).origin,
    alerts,
  };
}

function ofCase(
  one: WebhookPayload["cases"][number],
  { at, kind, headline }: WebhookPayload,
  status: Alert["status"],
): Alert {
  return {
    status,
    labels: {
      alertname: one.title,
      case: String(one.number),
      kind,
      level: one.level,
      severity: SEVERITY[one.level],
      where: one.where,
    },
    annotations: {
      headline,
      summary: one.sentence,
      description: one.quotes.join("\n"),
      ...(one.acknowledge && { acknowledge: one.acknowledge }),
    },
    startsAt: at,
    endsAt: status === "resolved" ? at : NEVER,
    generatorURL: one.link ?? "",
    fingerprint: hashOf("alertmanager", String(one.number)),
  };
}

function ofNone({ at, kind, level, headline, title }: WebhookPayload): Alert {
  return {
    status: "firing",
    labels: { alertname: title || kind, kind, level, severity: SEVERITY[level] },
    annotations: { headline, summary: headline },
    startsAt: at,
    endsAt: NEVER,
    generatorURL: "",
    fingerprint: hashOf("alertmanager", kind),
  };
}

function common(records: readonly Record<string, string>[]): Record<string, string> {
  const [first, ...others] = records;
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}
