import { describe, expect, test } from "vitest";
import { analysed } from "../analysed.js";

/** Sentences with the polarity that a person reads in them. */
const SENTENCES: Record<string, readonly [label: string, sentence: string][]> = {
  "plain praise and blame": [
    ["negative", "小区门口的垃圾堆成山，臭气熏天。"],
    ["negative", "楼下烧烤店油烟扰民，晚上根本没法开窗。"],
    ["negative", "物业态度恶劣，问什么都爱理不理。"],
    ["negative", "公司拖欠工资三个月，打电话也不接。"],
    ["negative", "开发商虚假宣传，说好的学校根本没建。"],
    ["negative", "路灯坏了半年没人修，晚上漆黑一片，老人摔了好几次。"],
    ["positive", "社区工作人员非常热情，耐心帮我办好了居住证。"],
    ["positive", "新修的公园干净漂亮，市民都很满意。"],
    ["positive", "窗口办事效率高，十分钟就办完了，点赞！"],
    ["positive", "民警很负责，第二天就帮我找回了电动车，感谢！"],
    ["neutral", "请问新生儿医保在哪个窗口办理？"],
    ["neutral", "居住证到期后续签需要带哪些材料？"],
    ["neutral", "地铁5号线什么时候开通？"],
    ["neutral", "咨询一下灵活就业人员缴纳公积金的政策。"],
    ["neutral", "我家在东门社区，一共三口人。"],
  ],
  "negation turns": [
    ["negative", "物业服务不好。"],
    ["negative", "这家店的菜不新鲜。"],
    ["negative", "社区办事一点也不负责。"],
    ["negative", "小区从来没有干净过。"],
    ["positive", "手机用了半年，运行流畅，没有出现任何卡顿。"],
    ["positive", "房间里没有异味，也不吵。"],
    ["negative", "这个楼盘的质量并不优秀。"],
    ["negative", "医院的指示牌并不清楚，服务也谈不上周到。"],
  ],
  "double negation, and what only looks like negation": [
    ["positive", "居民没有不满意的。"],
    ["negative", "我们不得不忍受噪音。"],
    ["positive", "师傅不仅热情，而且手艺精湛。"],
    ["negative", "噪音不断，实在扰民。"],
    ["positive", "大家无不称赞这位司机。"],
    ["positive", "不愧是老字号，味道好极了。"],
  ],
  "degree words": [
    ["negative", "油烟味非常刺鼻，极其难闻。"],
    ["negative", "路面有点不平，走起来稍微有些颠簸。"],
    ["positive", "环境特别舒适，太喜欢了。"],
    ["negative", "物业太差了，差到极点。"],
    ["negative", "小区的路不是很好走，老人出行不太方便。"],
  ],
  "rhetorical questions are discontent": [
    ["negative", "难道老百姓的安全就没人管吗？"],
    ["negative", "凭什么涨物业费？"],
    ["negative", "这样的工程质量怎么能交付使用？"],
    ["negative", "噪音扰民，谁来管？"],
    ["negative", "天天施工到半夜，还让不让人睡觉？"],
    ["negative", "良心何在？"],
    ["negative", "难道这就是你们承诺的优质服务吗？"],
  ],
  "what follows 但 counts more": [
    ["negative", "地段虽然好，但是物业太差，垃圾没人清。"],
    ["positive", "房间虽然小了点，但是非常干净，服务很热情。"],
    ["negative", "装修挺漂亮，可是隔音太差，一晚上没睡。"],
    ["positive", "等了一会儿，不过医生很耐心，讲解得很清楚。"],
  ],
  "requests are not negative, wishes are not praise": [
    ["neutral", "希望能在小区门口增设一个公交站。"],
    ["neutral", "建议在体育馆增加停车位。"],
    ["neutral", "恳请尽快开通这条公交线路，方便市民出行。"],
    ["neutral", "希望政府把公园建设得更加美丽、舒适。"],
    ["negative", "还我们一个安静的居住环境！工地天天半夜施工，噪音扰民。"],
  ],
  "thanks: courtesy or the matter": [
    ["neutral", "尊敬的领导，感谢您在百忙之中阅读我的来信。请问医保如何转移？"],
    ["neutral", "请问公租房什么时候开始申请？谢谢！"],
    ["positive", "感谢城管队员及时清理了占道摊贩，小区门口终于畅通了。"],
    ["positive", "送上锦旗一面，感谢医生护士救了我父亲的命。"],
    ["negative", "感谢领导关注！小区停水三天了，物业不管，居民苦不堪言。"],
    ["positive", "特别感谢出租车司机王师傅，拾金不昧，把钱包送了回来。"],
  ],
  "irony, slang, emoji": [
    ["negative", "呵呵，真是“好”服务，打了十个电话没人接。"],
    ["negative", "等了两个小时，我也是醉了。"],
    ["negative", "这服务真是「贴心」，把我的车锁了三天。"],
    ["positive", "味道绝绝子，yyds，下次还来！"],
    ["negative", "又被割韭菜了，坑爹的健身房，跑路了。"],
    ["positive", "今天的公交司机超级好👍👍"],
    ["negative", "电梯又坏了😡爬了二十楼"],
    ["negative", "一晚上都在放炮，睡不着[怒][抓狂]"],
    ["positive", "公园的樱花开了[鼓掌][爱心]真美"],
  ],
  reviews: [
    ["positive", "酒店位置很好，出门就是地铁，房间干净，早餐也丰富。"],
    ["negative", "电池不耐用，发热严重，客服态度差，再也不买了。"],
    ["negative", "送来的时候饭都凉了，汤洒了一半。"],
    ["positive", "水果很新鲜，又甜又脆，包装也严实，会回购。"],
    ["negative", "书是盗版的，错别字很多，看不下去。"],
    ["positive", "键盘手感舒服，运行速度快，性价比高。"],
  ],
};

for (const [heading, sentences] of Object.entries(SENTENCES)) {
  describe(heading, () => {
    test.each(sentences)("%s: %s", async (label, sentence) => {
      expect((await analysed(sentence)).sentiment.label).toBe(label);
    });
  });
}
