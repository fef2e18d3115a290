import { expect, test } from "vitest";
import { openChannel } from "../../../alerts/channels/open.js";
import { HOSTILE } from "../../contract/alert-channel.js";
import { notification, notifiedCase } from "../notifications.js";
import { around, never } from "./around.js";

test("the screen shows what every channel shows; R22: nothing in it steers the terminal", async () => {
  let shown = "";
  const channel = openChannel(
    { type: "console", name: "屏幕" },
    around({
      write: (text) => {
        shown += text;
      },
    }),
  );
  expect(await channel.send(notification(), never)).toEqual({ outcome: "delivered", answer: "written" });
  expect(shown).toBe(`●●●○【橙色预警】物业收费

编号 12 · ●●●○ 橙色 · 物业收费 · 城东区 · 物业管理
今日 31 件，平常 4 至 12 件，自 11 月 8 日起偏多
  “小区物业费涨了一倍，没有公示”
查看详情: https://minyi.example.gov.cn/cases/12
确认收到: https://minyi.example.gov.cn/acknowledge/abc.def

发出时间 2026-11-09 10:00

`);
  shown = "";
  await channel.send(notification({ title: HOSTILE, cases: [notifiedCase({ quotes: [HOSTILE] })] }), never);
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(shown.split("\n")).toHaveLength(11);
});
