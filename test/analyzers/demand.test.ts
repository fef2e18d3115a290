import { describe, expect, test } from "vitest";
import type { Demand } from "../../core/analysis.js";
import { analysed } from "./analysed.js";

/** Messages by what their writers want, as a person reads them; `title@text`. */
const EXAMPLES: Record<Demand, readonly string[]> = {
  投诉: [
    "投诉@楼上装修噪音扰民，物业不作为。",
    "对面工地夜间施工，严重影响休息，何时能管管？",
    "物业乱收费，公示栏里什么都没有，强烈不满。",
    "共享单车堆成了山，盲道？早就没有了。",
    "水龙头一开全是黄水，垃圾也没人收，你们家也这样吗？",
    "健身房突然关门，办的年卡不退钱，商家拒绝沟通。",
    "多次举报无证摊贩，一直没人处理。",
    "快递员态度差，东西摔坏了还不承认。",
    "小区绿化带被人种了菜，臭气熏天，没人管。",
    "虚假宣传！开发商卖房时说有学位，交房后变了。",
  ],
  咨询: [
    "咨询@灵活就业人员的公积金怎么缴？",
    "请问公交卡丢了去哪里补办？",
    "想了解一下今年的积分入学政策。",
    "新区医院什么时候开始试运营？",
    "大学生租房补贴的申请条件是什么？需要哪些材料？",
    "我想问一下，外地户口能不能在本市办护照？",
    "关于公租房续租的咨询@合同下个月到期，请问如何办理续租手续？",
    "地铁6号线南延段规划走哪条路？",
  ],
  求助: [
    "求助@孩子发高烧，社区封闭出不去，怎么办？",
    "恳求政府救救我的孩子，他得了白血病，我们实在没有钱了。",
    "我们村到镇上还是泥巴路，下雨天孩子上学要走一个小时，恳请帮助解决。",
    "老父亲走失，请求帮助寻找。",
    "请求解决安置房办证难的问题@我们等了八年，恳请领导为我们做主。",
    "紧急求助@家里老人急需透析，医院床位排不上，请帮帮我们。",
  ],
  建议: [
    "建议@在滨江步道增设饮水点。",
    "希望增加12路公交车的早高峰班次，方便上班族。",
    "能否在人民路小学门口设置一条斑马线？",
    "对垃圾分类的几点建议@一是增加投放点，二是延长开放时间。",
    "图书馆可以考虑延长周末开放时间。",
    "呼吁在老旧小区加快加装电梯。",
    "提议在公园里建一座公共厕所。",
  ],
  表扬: [
    "表扬@12路公交车司机主动搀扶老人上下车。",
    "县医院的大夫人真好，带着氧气瓶就来了。",
    "那个臭了两个月的污水井终于修好了，没白打电话。",
    "感谢城东派出所民警帮我找回丢失的钱包。",
    "给窗口的小李点赞，态度很好，办事又快。",
    "送锦旗给社区卫生服务中心，医生上门给我父亲换药。",
    "表扬信@环卫工人拾金不昧，把捡到的手机还给了我。",
  ],
  举报: [
    "举报@城西一家棋牌室聚众赌博。",
    "实名举报某公司偷税漏税。",
    "有人在河边偷排废水，请环保部门查处。",
    "举报某诊所非法行医，没有任何资质。",
    "小区出租屋里有人搞传销，每天几十人进出。",
    "检举村干部套取扶贫资金。",
  ],
};

describe("what the citizen wants", () => {
  for (const [demand, messages] of Object.entries(EXAMPLES)) {
    test.each(messages)(`${demand}: %s`, async (message) => {
      expect((await analysed(message)).demand).toBe(demand);
    });
  }
});

describe("the source's own category comes first", () => {
  test("one type in it decides, whatever the text says", async () => {
    expect((await analysed("楼上装修噪音扰民，物业不作为。", "咨询")).demand).toBe("咨询");
    expect((await analysed("请问公交卡丢了去哪里补办？", "市民建议类")).demand).toBe("建议");
  });

  test("two types leave the choice between them to the text", async () => {
    expect((await analysed("老父亲走失，请求帮助寻找。", "投诉/求助")).demand).toBe("求助");
    expect((await analysed("物业乱收费，不作为。", "投诉/求助")).demand).toBe("投诉");
    expect((await analysed("请问公交卡丢了去哪里补办？", "投诉/求助")).demand).toBe("投诉");
  });

  test("a category of another kind says nothing", async () => {
    expect((await analysed("请问公交卡丢了去哪里补办？", "交通运输")).demand).toBe("咨询");
  });
});

test("the beginning of the title outweighs the complaints below it", async () => {
  const message = "咨询公租房续租@物业不作为，电梯坏了没人修，垃圾没人清，请问续租还要交物业费吗？";
  expect((await analysed(message)).demand).toBe("咨询");
  expect((await analysed(message.slice(message.indexOf("@") + 1))).demand).toBe("投诉");
});

test("a text without any cue is a complaint: nobody writes to a hotline without reason", async () => {
  expect((await analysed("我家在东门社区。")).demand).toBe("投诉");
});
