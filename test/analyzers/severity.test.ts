import { describe, expect, test } from "vitest";
import { analysed } from "./analysed.js";

/** [level, message, a word that has to be among the reasons]; `title@text`. */
const EXAMPLES: Record<string, readonly [level: number, message: string, reason?: string][]> = {
  "3: life in danger, disaster": [
    [3, "跳楼@我家楼顶有人要跳楼，已经站在栏杆外面了，请快来人！", "跳楼"],
    [3, "我实在活不下去了，今晚就从天台跳下去一了百了，不想活了。", "不想活"],
    [3, "邻居家燃气泄漏，整栋楼都闻到了，打燃气公司电话没人接。", "燃气泄漏"],
    [3, "楼道里有很浓的煤气味，老人已经头晕了。", "煤气味"],
    [3, "幸福里小区3栋5楼起火了，浓烟往外冒，消防车还没到。", "起火"],
    [3, "12路公交车刚刚在桥头自燃，车上还有乘客，电动车电池还在自燃。", "自燃"],
    [3, "老人被困电梯两个小时，物业到现在没人来。", "被困电梯"],
    [3, "连日暴雨，青石水库大坝出现管涌，下游村子有危险。", "管涌"],
    [3, "隔壁男子持刀砍人，已经有人受伤。", "持刀"],
    [3, "母亲今天早上走失，老人有阿尔茨海默症，请帮忙寻找。", "走失"],
    [3, "工地脚手架坍塌，有工人被埋。", "脚手架坍塌"],
    [3, "学校食堂发生食物中毒，三十多个孩子住院。", "食物中毒"],
  ],
  "3: collective action": [
    [3, "我们三百多户业主决定下周一集体上访。", "集体上访"],
    [3, "工人拿不到工资，明天要到项目部门口拉横幅。", "拉横幅"],
    [3, "出租车司机今天集体罢工，火车站打不到车。", "集体罢工"],
    [3, "几十名村民堵路，不让渣土车进村。", "堵路"],
    [3, "家长们准备到教育局门口静坐。", "静坐"],
  ],
  "2: serious": [
    [2, "包工头拖欠农民工工资八个月，过年都没钱回家。", "拖欠农民工工资"],
    [2, "小区停水三天了，老人小孩没水喝。", "停水三天"],
    [2, "村里停电一个星期，冰箱里的东西全坏了。", "停电"],
    [2, "化工厂排放的废气刺鼻，附近居民经常头晕呕吐。", "头晕"],
    [2, "外墙瓷砖脱落，砸坏了楼下的车。", "瓷砖脱落"],
    [2, "井盖缺失一个多月，晚上骑车的人摔伤了。", "摔伤"],
    [2, "物业保安殴打业主，被打的人还在住院。", "殴打"],
    [2, "小区门口的大狗不拴绳，咬伤了孩子。", "咬伤"],
    [2, "老人独居，无人照顾，低保也停了，生活不能自理。", "无人照顾"],
    [2, "路口没有红绿灯，交通事故频发，上个月又撞伤了学生。", "交通事故"],
    [2, "电梯经常突然下坠，业主不敢坐，物业说没钱修。", "下坠"],
    [2, "消防通道被私家车堵死，消防车进不来。", "消防通道"],
  ],
  "possible, past, elsewhere: one lower": [
    [2, "楼道堆满杂物，一旦发生火灾后果不堪设想。", "火灾"],
    [2, "电线老化，很容易起火，业主天天提心吊胆。", "起火"],
    [2, "去年这里发生过火灾，到现在消防栓还是没水，物业不管。", "火灾"],
    [2, "小区存在安全隐患，请排查整改。", "安全隐患"],
  ],
  "negated, settled, prevented, a mere wording": [
    [1, "检查过了，没有漏气，只是灶具点不着火，物业推诿不修。"],
    [1, "昨天的火已扑灭，没有人受伤，但是烧坏的公共照明一直没修，投诉物业。"],
    [1, "为了避免发生火灾，请把楼道里的纸箱清走，投诉多次没人管。"],
    [1, "商场打出跳楼价的广告，买回来全是次品，投诉虚假宣传。"],
    [0, "建议在小区开展防火知识宣传。"],
  ],
  "only asked": [
    [0, "请问家里燃气会不会泄漏，怎么自己检查？"],
    [0, "咨询一下，发生火灾时应该打哪个电话？"],
    [0, "请问工伤认定需要什么材料？"],
  ],
  "a question that asks nothing": [
    [3, "电梯突然坠落，电梯下坠吓死人，到底有没有人管？", "电梯下坠"],
    [2, "难道要等起火烧死人了才来管吗？", "起火"],
  ],
  "1: inconvenience": [
    [1, "楼下广场舞音响太大，每天吵到十点。"],
    [1, "投诉物业乱收停车费。"],
    [1, "小区门口路灯不亮，晚上看不清路。", "路灯不亮"],
    [1, "快递柜占用了非机动车停车位，反映多次没有解决。"],
    [1, "公交车等了四十分钟都不来，上班迟到了。"],
  ],
  "0: question, suggestion, thanks": [
    [0, "请问办理居住证需要什么材料？"],
    [0, "建议在地铁口增设共享单车停放点。"],
    [0, "感谢社区医生上门给老人量血压。"],
    [0, "咨询公租房申请条件。"],
    [0, "什么时候可以给孩子打流感疫苗？"],
    [0, "表扬消防员：昨晚我家起火，消防员十分钟就赶到把火扑灭，救出了我母亲，感谢！"],
  ],
};

for (const [heading, cases] of Object.entries(EXAMPLES)) {
  describe(heading, () => {
    test.each(cases)("%i %s", async (level, message, reason) => {
      const { severity, content } = await analysed(message);
      expect(severity.level).toBe(level);
      if (reason !== undefined) expect(severity.reasons.join(" ")).toContain(reason);
      for (const words of severity.reasons) expect(content).toContain(words);
    });
  });
}

test("an event mentioned far down in a long text is not what the message is about", async () => {
  const before = "我们小区的物业收费不透明，公共收益从来没有公示过，业主委员会换届也一拖再拖。".repeat(4);
  expect((await analysed(before)).severity.level).toBe(1);
  expect((await analysed(`${before}物业经理只会说隔壁小区着火的闲话。`)).severity.level).toBe(2);
  expect((await analysed(`${before}刚刚又着火了。`)).severity.level).toBe(3);
});

test("a guard reaches no further than its sentence", async () => {
  expect((await analysed("没有人管。5栋起火了！")).severity.level).toBe(3);
});
