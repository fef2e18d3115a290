import { describe, expect, test } from "vitest";
import { readFile } from "./helpers.js";

/** Small files of ours in the shapes of real exports: each has to be understood without any mapping. */
describe("shapes of real files", () => {
  test("a message board with likes: id,user,title,time,text,dislikes,likes", async () => {
    const { items, warnings } = await readFile(
      "messages.csv",
      "id,user,title,time,text,dislikes,likes\n188,A0001,路灯不亮,2019-02-28 11:25:05,青山路的路灯坏了一周,0,12\n",
    );
    expect(warnings).toEqual([]);
    expect(items[0]?.item).toEqual({
      source: "board",
      externalId: "188",
      channel: "board",
      kind: "official",
      author: "A0001",
      title: "路灯不亮",
      text: "青山路的路灯坏了一周",
      createdAt: "2019-02-28T03:25:05.000Z",
      engagement: { dislikes: 0, likes: 12 },
    });
  });

  test("a board with replies: id,user,title,time,text,reply,reply_time", async () => {
    const { items, warnings } = await readFile(
      "messages.csv",
      'id,user,title,time,text,reply,reply_time\n2549,A0002,物业,2019-04-25 09:32:09,物业不管,"已收悉,\n已转办",2019-05-10 14:56:53\n',
    );
    expect(warnings).toEqual([]);
    expect(items[0]?.item.reply).toEqual({ text: "已收悉,\n已转办", at: "2019-05-10T06:56:53.000Z" });
  });

  test("tickets with workflow times and codes: times become the history, codes without names are left out", async () => {
    const { items, rejects, warnings } = await readFile(
      "tickets.csv",
      "id,created_at,assign_at,handle_at,reply_at,done_at,deadline,org_id,org_name,area_id,area_name,field_id,sort_id,handle_status,reply_status,satisfaction,channel,n_attachments,title,text\n" +
        "267,2015-03-25 13:05:02,2015-03-25 14:11:09,,,,,4708,发展改革委,0,,4787,4774,HANDLED,NOT_REPLY,-1,PC,0,规划,线路走向批复了没有\n" +
        "268,2015-05-06 06:54:24,2015-05-06 07:33:38,2015-05-07 08:00:00,2015-05-08 09:00:00,2015-05-08 10:00:00,2015-05-20 23:59:59,1778,青江区,1778,青江区,4785,4777,HANDLED,REPLIED,2,WECHAT_MP,1,房子,房子被收回怎么办\n",
    );
    expect(rejects).toEqual([]);
    expect(warnings).toEqual(["未使用的列：deadline、org_id、area_id、field_id、sort_id、reply_status、n_attachments"]);
    expect(items.map(({ item }) => item)).toEqual([
      {
        source: "board",
        externalId: "267",
        channel: "board",
        kind: "official",
        title: "规划",
        text: "线路走向批复了没有",
        createdAt: "2015-03-25T05:05:02.000Z",
        department: "发展改革委",
        status: "HANDLED",
        history: [{ state: "派单", at: "2015-03-25T06:11:09.000Z" }],
      },
      {
        source: "board",
        externalId: "268",
        channel: "board",
        kind: "official",
        title: "房子",
        text: "房子被收回怎么办",
        createdAt: "2015-05-05T22:54:24.000Z",
        district: "青江区",
        department: "青江区",
        status: "HANDLED",
        satisfaction: "2",
        history: [
          { state: "派单", at: "2015-05-05T23:33:38.000Z" },
          { state: "办理", at: "2015-05-07T00:00:00.000Z" },
          { state: "答复", at: "2015-05-08T01:00:00.000Z" },
          { state: "办结", at: "2015-05-08T02:00:00.000Z" },
        ],
      },
    ]);
  });

  test("a board with dates only: id,date,forum,district,domain,type,status,…", async () => {
    const { items, rejects } = await readFile(
      "board.csv",
      "id,date,forum,level,district,domain,type,status,title,text,truncated,likes,grade_manner,grade_speed\n" +
        "816,2020-08-27,某市委书记,,,政务,投诉/求助,办理中,投诉,银行卡被冻结...,1,,,\n" +
        "817,2020-08-28,余江区委书记,district,余江区,城建,咨询,已办理,求助,工程款,0,154,5,0\n",
    );
    expect(rejects).toEqual([]);
    expect(
      items.map(({ item }) => [item.createdAt, item.district, item.category, item.status, item.engagement]),
    ).toEqual([
      ["2020-08-26T16:00:00.000Z", undefined, "政务", "办理中", undefined],
      ["2020-08-27T16:00:00.000Z", "余江区", "城建", "已办理", { likes: 154 }],
    ]);
  });

  test("day and hour in two columns", async () => {
    const { items, rejects } = await readFile(
      "a.csv",
      "编号,来电日期,来电时间,内容\n1,2019-08-14,11:25:10,停水\n2,2019-08-14,,停电\n3,2019-08-15,2019-08-14 08:00,停气\n",
    );
    expect(rejects).toEqual([]);
    expect(items.map(({ item }) => item.createdAt)).toEqual([
      "2019-08-14T03:25:10.000Z",
      "2019-08-13T16:00:00.000Z",
      "2019-08-14T00:00:00.000Z",
    ]);
  });

  test("the source's own zone counts", async () => {
    const { items } = await readFile("a.csv", "编号,时间,内容\n1,2019-08-14 11:25:10,停水\n", { timezone: "UTC" });
    expect(items[0]?.item.createdAt).toBe("2019-08-14T11:25:10.000Z");
  });
});
