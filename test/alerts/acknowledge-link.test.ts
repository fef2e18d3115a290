import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AcknowledgeLinks } from "../../alerts/acknowledge-link.js";
import { FixedClock } from "../../core/clock.js";

const KEY = Buffer.alloc(32, 7);
const HOUR = 3_600_000;
const start = Date.parse("2026-11-09T02:00:00Z");

function links(key = KEY) {
  const clock = new FixedClock(start);
  return { clock, links: new AcknowledgeLinks(key, clock) };
}

test("a link says which case, in whose name, until when: 72 hours unless told otherwise", () => {
  const { links: made, clock } = links();
  const url = new URL(made.link("https://minyi.example.gov.cn/board", 12, { kind: "account", id: "张三" }));
  expect(url.href).toMatch(/^https:\/\/minyi\.example\.gov\.cn\/board\/acknowledge\/[\w-]+\.[\w-]{43}$/);
  const token = url.pathname.split("/").at(-1) as string;
  const good = {
    ok: true,
    acknowledgement: { caseNumber: 12, by: { kind: "account", id: "张三" }, expiresAt: start + 72 * HOUR },
  };
  expect(made.verify(token)).toEqual(good);
  clock.advance(72 * HOUR - 1);
  expect(made.verify(token)).toEqual(good);
  clock.advance(1);
  expect(made.verify(token)).toEqual({ ok: false, why: "expired" });
});

test("R37: it is good after a restart, under the same key only", () => {
  const token = links().links.token(12, { kind: "subscription", id: "s1" }, 1);
  expect(links().links.verify(token)).toMatchObject({ ok: true });
  expect(links(Buffer.alloc(32, 8)).links.verify(token)).toEqual({ ok: false, why: "invalid" });
});

test("another case, another receiver, a later end: whatever is changed, it is invalid", () => {
  const { links: made } = links();
  const token = made.token(12, { kind: "account", id: "zhang" });
  const [, mac] = token.split(".") as [string, string];
  const forge = (...payload: unknown[]) => `${Buffer.from(JSON.stringify(payload)).toString("base64url")}.${mac}`;
  const forged = [
    forge(13, "account", "zhang", start + 72 * HOUR),
    forge(12, "account", "li", start + 72 * HOUR),
    forge(12, "account", "zhang", start + 9_000 * HOUR),
    `${token}.x`,
    `${token}=`,
    `.${mac}`,
    token.slice(0, -1),
    "",
    ".",
    "x".repeat(100_000),
  ];
  for (const one of forged) expect(made.verify(one)).toEqual({ ok: false, why: "invalid" });
});

test("a change of any one character makes it invalid", () => {
  const { links: made } = links();
  const token = made.token(12, { kind: "account", id: "zhang" });
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...letters), (at, letter) => {
      fc.pre(token[at] !== letter);
      expect(made.verify(token.slice(0, at) + letter + token.slice(at + 1)).ok).toBe(false);
    }),
  );
});

test("the key is derived: a signature made with the installation's key for another purpose is worth nothing here", () => {
  const { links: made } = links();
  const payload = Buffer.from(JSON.stringify([12, "account", "zhang", start + HOUR])).toString("base64url");
  const mac = createHmac("sha256", KEY).update(payload).digest("base64url");
  expect(made.verify(`${payload}.${mac}`)).toEqual({ ok: false, why: "invalid" });
});
