import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../core/clock.js";

const HOUR = 3_600_000;

/** How long a link is good, hours, unless told otherwise. */
export const ACKNOWLEDGE_HOURS = 72;

/** Longer ones are no tokens: nothing is computed over them. */
const LONGEST_TOKEN = 1_000;

/** Who acknowledges by a link: the account or the subscription that it was made for. */
export interface Acknowledger {
  kind: "account" | "subscription" | "channel";
  id: string;
}

/** What a link allows. */
export interface Acknowledgement {
  caseNumber: number;
  by: Acknowledger;
  /** Instant, ms. */
  expiresAt: number;
}

/** What a token comes to. */
export type Verified = { ok: true; acknowledgement: Acknowledgement } | { ok: false; why: "invalid" | "expired" };

/**
 * Makes and checks the token of an acknowledge link. It is bound to one case and one receiver, expires, and is signed
 * with HMAC-SHA256 under a key derived from the installation's. Whoever holds it acknowledges in the receiver's name,
 * so it goes to nobody else. Opening the link must only show a button, since mail servers open links to look at them;
 * the acknowledgement itself is a POST.
 */
export class AcknowledgeLinks {
  private readonly key: Buffer;

  /** @param installationKey the secret of state: 32 bytes */
  constructor(
    installationKey: Uint8Array,
    private readonly clock: Clock,
  ) {
    this.key = createHmac("sha256", installationKey).update("minyi acknowledge link v1").digest();
  }

  /** A token, safe in a path of an address. @param hours how long it is good */
  token(caseNumber: number, by: Acknowledger, hours = ACKNOWLEDGE_HOURS): string {
    const expiresAt = this.clock.now() + hours * HOUR;
    const payload = Buffer.from(JSON.stringify([caseNumber, by.kind, by.id, expiresAt]), "utf8").toString("base64url");
    return `${payload}.${this.mac(payload).toString("base64url")}`;
  }

  /** The link itself. @param base address of the dashboard, such as https://minyi.example.gov.cn/ */
  link(base: string, caseNumber: number, by: Acknowledger, hours = ACKNOWLEDGE_HOURS): string {
    const folder = base.endsWith("/") ? base : `${base}/`;
    return new URL(`acknowledge/${this.token(caseNumber, by, hours)}`, folder).href;
  }

  /** Checks a token, the signature in constant time and before anything in it is read. */
  verify(token: string): Verified {
    const [payload = "", signature = "", ...rest] = token.length > LONGEST_TOKEN ? [] : token.split(".");
    const given = Buffer.from(signature, "base64url");
    const right = this.mac(payload);
    // Compared as text too: several spellings of base64url give the same bytes.
    const canonical = given.toString("base64url") === signature;
    if (given.length !== right.length || !timingSafeEqual(given, right) || !canonical || rest.length > 0) {
      return { ok: false, why: "invalid" };
    }
    const [caseNumber, kind, id, expiresAt] = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as [
      number,
      Acknowledger["kind"],
      string,
      number,
    ];
    if (this.clock.now() >= expiresAt) return { ok: false, why: "expired" };
    return { ok: true, acknowledgement: { caseNumber, by: { kind, id }, expiresAt } };
  }

  private mac(payload: string): Buffer {
    return createHmac("sha256", this.key).update(payload).digest();
  }
}
