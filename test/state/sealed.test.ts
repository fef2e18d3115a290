import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "../../state/sealed.js";

const key = randomBytes(32);

test("what is sealed opens again", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (plain, bound) => {
      expect(new Uint8Array(unseal(key, seal(key, plain, bound), bound))).toEqual(plain);
    }),
  );
});

test("the same text is sealed differently each time", () => {
  const plain = Buffer.from("工单");
  expect(seal(key, plain, "a").equals(seal(key, plain, "a"))).toBe(false);
});

test("a changed byte, another place and another key are noticed", () => {
  const sealed = seal(key, Buffer.from("13812345678"), "reject 1");
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] as number) ^ 1;
    expect(() => unseal(key, changed, "reject 1")).toThrow("无法解密");
  }
  expect(() => unseal(key, sealed, "reject 2")).toThrow("无法解密");
  expect(() => unseal(randomBytes(32), sealed, "reject 1")).toThrow("无法解密");
  expect(() => unseal(key, sealed.subarray(0, 20), "reject 1")).toThrow("无法解密");
});
