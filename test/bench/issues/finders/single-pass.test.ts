import { expect, test } from "vitest";
import { singlePass } from "../../../../bench/issues/finders/single-pass.js";
import { readMessage } from "../read-message.js";

const messages = [
  readMessage("1", "电梯 坏了 没人 修理"),
  readMessage("2", "公交 线路 取消"),
  readMessage("3", "电梯 坏了 困人"),
  readMessage("4", "公交 线路 太少"),
];

test("a message joins the cluster that it is most alike; a higher cosine leaves more of them alone", async () => {
  const [loose, strict] = await singlePass.find(messages, [0.2, 0.95]);
  expect(loose).toEqual([0, 1, 0, 1]);
  expect(strict).toEqual([0, 1, 2, 3]);
});

test("order is time, not place in the list", async () => {
  const backwards = [...messages].reverse();
  expect((await singlePass.find(backwards, [0.2]))[0]).toEqual([1, 0, 1, 0]);
});

test("a shared place draws two messages together that share no word", async () => {
  const places = { places: ["锦澜湾"] };
  const apart = [readMessage("1", "油烟 熏人"), readMessage("2", "排烟 呛鼻"), readMessage("3", "公交 取消")];
  expect((await singlePass.find(apart, [0.2]))[0]).toEqual([0, 1, 2]);
  const together = [readMessage("1", "油烟 熏人", places), readMessage("2", "排烟 呛鼻", places), apart[2]!];
  expect((await singlePass.find(together, [0.2]))[0]).toEqual([0, 0, 1]);
});
