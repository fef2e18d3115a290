import { describe, expect, test } from "vitest";
import { isDevelopment, isHeldOut, skeletonOf, withoutRepeats } from "../../../../analyzers/models/train/held-out.js";

test("copies of a text have the same skeleton, whatever their signs, letters and widths", () => {
  expect(skeletonOf("水压，太低了！[怒] 3楼 A座 々〇")).toBe("水压太低了怒楼座々〇");
  expect(isHeldOut("水压，太低了！")).toBe(isHeldOut("水压太低了"));
  expect(isDevelopment("水压，太低了！")).toBe(isDevelopment("水压太低了"));
});

test("about a tenth is held out, about a twentieth for development", () => {
  const texts = Array.from({ length: 4000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + (i % 997), 0x5e00 + (i % 1009), 0x6e00 + i),
  );
  const share = (is: (text: string) => boolean) => texts.filter(is).length / texts.length;
  expect(share(isHeldOut)).toBeGreaterThan(0.085);
  expect(share(isHeldOut)).toBeLessThan(0.115);
  expect(share(isDevelopment)).toBeGreaterThan(0.038);
  expect(share(isDevelopment)).toBeLessThan(0.062);
});

describe("training rows that repeat a held-out one are left out", () => {
  const test1 = { text: "小区门口的路灯坏了三天没有人来修", split: "test", labels: { post: "negative" } };
  const row = (text: string, labels: object = { post: "negative" }) => ({ text, split: "train", labels });

  test("a copy, a copy with other signs and a longer text that holds most of it", () => {
    const copies = [
      row(test1.text),
      row("小区门口的路灯，坏了三天！没有人来修……"),
      row(`昨天我打电话问过：${test1.text}，请尽快处理，谢谢`),
    ];
    expect(withoutRepeats([...copies, test1])).toEqual([test1]);
  });

  test("a text that shares a phrase only, or the task of which is another, is kept", () => {
    const kept = [row("小区门口的路灯很好看，晚上散步的人多了"), row(test1.text, { emotion: "angry" })];
    expect(withoutRepeats([...kept, test1])).toEqual([...kept, test1]);
  });

  test("short texts repeat each other only when they are the same, texts without Chinese characters too", () => {
    const short = { text: "好吃", split: "dev", labels: { post: "positive" } };
    const signs = { text: "!!!", split: "dev", labels: { post: "positive" } };
    const rows = [row("好吃！"), row("难吃"), row("555")];
    expect(withoutRepeats([...rows, short, signs])).toEqual([rows[1], short, signs]);
  });
});
