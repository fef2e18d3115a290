import { errors } from "@elastic/elasticsearch";

/**
 * What a failed request means for us.
 * `away`: no answer, or one from a proxy in its place. `busy`: later, and less at a time. `blocked`: nothing may be
 * written (a full disk, most of the time). `missing`: the index is not there. `deleted`: one that we write to was there,
 * and is made again. `large`: more than the server takes at once. `denied`: wrong or missing credentials (401) or privileges (403). `untrusted`: the certificate does not check
 * out. `foreign`: something answers that is no Elasticsearch. `invalid`: refused for what it says.
 */
export type FaultKind =
  | "away"
  | "busy"
  | "blocked"
  | "missing"
  | "deleted"
  | "large"
  | "denied"
  | "untrusted"
  | "foreign"
  | "invalid";

export interface Fault {
  kind: FaultKind;
  /** HTTP status where there was one. */
  status?: number;
  /** The server's name for it, or the system's (ECONNREFUSED). */
  type: string;
  /** The server's own words. May quote what was sent: never shown for documents. */
  reason?: string;
  /** Milliseconds to wait, when the server says so. */
  retryAfter?: number;
}

/** Faults that pass by themselves, or once an administrator has acted: worth waiting for. */
export function passes({ kind }: Fault): boolean {
  return kind === "away" || kind === "busy" || kind === "blocked" || kind === "deleted";
}

const UNTRUSTED =
  /CERT|self.signed|ALTNAME|UNABLE_TO_VERIFY|unable to (verify|get)|certificate|wrong version number|EPROTO|SSL/i;
const RESET = /ECONNRESET|EPIPE|socket hang up|other side closed/i;

/** Reads an error that the client threw; undefined when it is none of the client's. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof errors.ResponseError) return responseFault(error);
  if (error instanceof errors.ConnectionError) {
    const code = /\b(E[A-Z]{3,}|[A-Z]+(?:_[A-Z]+)+)\b/.exec(error.message)?.[1] ?? error.message;
    const untrusted = UNTRUSTED.test(error.message) && !RESET.test(error.message);
    return { kind: untrusted ? "untrusted" : "away", type: code };
  }
  if (error instanceof errors.TimeoutError) return { kind: "away", type: "timeout" };
  if (error instanceof errors.NoLivingConnectionsError) return { kind: "away", type: "no node" };
  if (error instanceof errors.ProductNotSupportedError) return { kind: "foreign", type: "product" };
  // A body cut off in the middle.
  if (error instanceof errors.DeserializationError) return { kind: "away", type: "broken answer" };
  return undefined;
}

function responseFault(error: errors.ResponseError): Fault {
  const body = error.meta.body as { error?: { type?: string; reason?: string } } | undefined;
  const status = error.meta.statusCode ?? 0;
  const type = body?.error?.type ?? `HTTP ${status}`;
  const reason = body?.error?.reason;
  const after = Number(error.meta.headers?.["retry-after"]);
  return {
    ...kindOf(status, type),
    ...(reason !== undefined && { reason }),
    ...(after > 0 && { retryAfter: after * 1000 }),
  };
}

/** Reads the error of one item of a bulk answer. */
export function itemFault(status: number, error: { type?: string; reason?: string | null } | undefined): Fault {
  const reason = error?.reason ?? undefined;
  return { ...kindOf(status, error?.type ?? `HTTP ${status}`), ...(reason !== undefined && { reason }) };
}

function kindOf(status: number, type: string): Fault {
  const kind = (): FaultKind => {
    // 503 is the whole cluster that is not ready, 403 and 429 an index that takes no writes.
    if (type === "cluster_block_exception") return status === 503 ? "away" : "blocked";
    if (type === "index_closed_exception") return "blocked";
    if (type === "index_not_found_exception") return "missing";
    if (status === 401 || status === 403) return "denied";
    if (status === 413) return "large";
    if (status === 429 || type === "es_rejected_execution_exception" || type === "circuit_breaking_exception")
      return "busy";
    if (status >= 500 || status === 0) return "away";
    return "invalid";
  };
  return { kind: kind(), type, ...(status > 0 && { status }) };
}
