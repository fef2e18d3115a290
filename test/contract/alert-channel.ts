import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { isPaced } from "../../alerts/channels/pace.js";
import type { Surroundings } from "../../alerts/channels/surroundings.js";
import { type AlertChannel, type Delivery, NOTIFICATION_KINDS } from "../../core/alert.js";
import { FixedClock } from "../../core/clock.js";
import { Zone } from "../../core/zone.js";
import type { Mood, Receiver } from "../alerts/channels/receivers/receiver.js";
import { manyCases, notification, notifiedCase } from "../alerts/notifications.js";

/** A channel, the receiver that it sends to, and what neither of them may tell. */
export interface OpenedChannel {
  channel: AlertChannel;
  receiver: Receiver;
  secrets: string[];
}

export interface ContractOptions {
  open(around: Surroundings): Promise<OpenedChannel>;
  /** What each mood of the receiver comes to, and after how long it is tried again where it says so. */
  moods: Record<Exclude<Mood, "ok">, { outcome: Delivery["outcome"]; afterMs?: number }>;
  /** That nothing in what arrived works as markup of the receiver's kind. */
  harmless(text: string, raw: string): void;
  /** Whether many cases are told of in one message or a few; a channel for short messages tells of one. */
  tellsAll?: boolean;
}

/** Text that does something in every language that a channel writes in. */
export const HOSTILE =
  "<script>alert(1)</script><img src=x onerror=alert(1)> [点我](http://evil.example) ![x](https://evil.example/p.png) " +
  '**粗** _斜_ `码` # 题 > 引 <at id=all></at> <@all> @13800000000 <font color="warning">红</font> &lt; |表|\r\n' +
  "Bcc: victim@example.org\r\n\r\n.\r\nQUIT\u001b[31m\u0000\u202e【假签名】 {phone} \ud800";

/** What every channel must do against a receiver that checks limits and signatures as the real one does (R19, R22, R23, R35). */
export function alertChannelContract(name: string, { open, moods, harmless, tellsAll = true }: ContractOptions): void {
  const start = Date.parse("2026-11-09T02:10:00Z");
  const opened = async (changes: Partial<Surroundings> = {}) => {
    const clock = new FixedClock(start);
    const around = { clock, zone: new Zone("Asia/Shanghai"), allowHosts: ["127.0.0.1"], timeoutMs: 1_500, ...changes };
    return { ...(await open(around)), clock };
  };
  const { signal } = new AbortController();
  const keepsQuiet = (delivery: Delivery, secrets: readonly string[]): void => {
    for (const secret of secrets) expect(JSON.stringify(delivery)).not.toContain(secret);
    expect(JSON.stringify(delivery)).not.toMatch(/\\u00[01]/);
  };

  describe(`alert channel contract: ${name}`, () => {
    test("every kind of message arrives, in both languages, with the numbers of its cases and the level in words", async () => {
      const { channel, receiver, secrets, clock } = await opened();
      for (const language of ["zh", "en"] as const) {
        for (const kind of NOTIFICATION_KINDS) {
          const cases = kind === "heartbeat" || kind === "test" ? [] : [notifiedCase({ number: 4711 })];
          const before = receiver.taken.length;
          const sent = await channel.send(notification({ key: `${language}-${kind}`, kind, language, cases }), signal);
          expect(sent, kind).toMatchObject({ outcome: "delivered" });
          keepsQuiet(sent, secrets);
          const text = receiver.taken
            .slice(before)
            .map((one) => one.text)
            .join("\n");
          if (cases.length > 0) expect(text).toContain("4711");
          if (kind === "firing") expect(text).toContain(language === "zh" ? "橙色" : "orange");
          clock.advance(60_000);
        }
      }
    });

    test("R19, R22: what citizens write arrives as text that does nothing", async () => {
      const { channel, receiver } = await opened();
      const hostile = notifiedCase({
        title: HOSTILE,
        where: HOSTILE,
        sentence: HOSTILE,
        quotes: [HOSTILE],
        link: "javascript:alert(1)",
      });
      const sent = await channel.send(notification({ title: HOSTILE, cases: [hostile] }), signal);
      expect(sent).toMatchObject({ outcome: "delivered" });
      expect(receiver.taken.length).toBeGreaterThan(0);
      for (const { text, raw } of receiver.taken) {
        expect(raw).not.toContain("javascript:");
        expect(text).not.toMatch(/\u001b|\u0000|\u202e/);
        harmless(text, raw);
      }
    });

    test("R35: a message that is too long for the receiver arrives all the same, in three parts at most", async () => {
      const { channel, receiver, clock } = await opened();
      for (const count of [5, 12, 40, 400]) {
        const before = receiver.taken.length;
        const cases = manyCases(count);
        const sent = await channel.send(notification({ key: `long-${count}`, kind: "storm", cases, more: 3 }), signal);
        expect(sent).toMatchObject({ outcome: "delivered" });
        const parts = receiver.taken.slice(before);
        expect(parts.length).toBeLessThanOrEqual(3);
        if (!tellsAll) continue;
        const text = parts.map((one) => one.text).join("\n");
        expect(text).toContain("事项1");
        for (const [index, one] of parts.entries()) {
          if (parts.length > 1) expect(one.text).toContain(`(${index + 1}/${parts.length})`);
        }
        clock.advance(60_000);
      }
    });

    test.each(Object.entries(moods))(
      "R35: a receiver that is %s never makes it throw, and says what comes of it",
      async (mood, expected) => {
        const { channel, receiver, secrets } = await opened();
        receiver.mood = mood as Mood;
        const sent = await channel.send(notification(), signal);
        expect(sent).toMatchObject(expected);
        if (sent.outcome !== "delivered") {
          expect(sent.reason.zh).toMatch(/\p{Script=Han}/u);
          expect(sent.reason.en).not.toMatch(/\p{Script=Han}/u);
        }
        keepsQuiet(sent, secrets);
        expect(receiver.taken).toHaveLength(0);
        if (sent.outcome === "retry") {
          receiver.mood = "ok";
          expect(await channel.send(notification(), signal)).toMatchObject({ outcome: "delivered" });
        }
      },
    );

    test("R35: a receiver that is down is tried again, and gets the message when it is back", async () => {
      const { channel, receiver, secrets } = await opened();
      await receiver.close();
      const sent = await channel.send(notification(), signal);
      expect(sent.outcome).toBe("retry");
      keepsQuiet(sent, secrets);
    });

    test("whoever waits can stop it", async () => {
      const { channel, receiver } = await opened({ timeoutMs: 60_000 });
      receiver.mood = "slow";
      const stop = new AbortController();
      const sending = channel.send(notification(), stop.signal);
      await expect.poll(() => receiver.asked).toBe(1);
      stop.abort();
      expect(await sending).toMatchObject({ outcome: "retry", reason: { en: "Sending was interrupted" } });
    });

    test("R34: a storm keeps within the receiver's rate, and all of it arrives in the end", async () => {
      const { channel, receiver, clock } = await opened();
      for (let number = 1; number <= 60; number++) {
        for (;;) {
          const sent = await channel.send(
            notification({ key: `storm-${number}`, cases: [notifiedCase({ number })] }),
            signal,
          );
          if (sent.outcome === "delivered") break;
          // Anything but the channel's own patience would be the receiver's complaint.
          expect(isPaced(sent), JSON.stringify(sent)).toBe(true);
          clock.advance((sent as { afterMs: number }).afterMs);
        }
      }
      expect(new Set(receiver.taken.map(({ raw }) => raw)).size).toBe(60);
    });

    test("R23: nothing that is printed or serialised of a channel shows a secret", async () => {
      const { channel, secrets } = await opened();
      const shown = inspect(channel, { depth: 10, showHidden: true }) + JSON.stringify(channel) + String(channel);
      for (const secret of secrets) expect(shown).not.toContain(secret);
      expect(secrets.every((secret) => secret.length >= 8)).toBe(true);
    });
  });
}
