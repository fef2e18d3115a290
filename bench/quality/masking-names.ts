import { pick, type Random } from "./masking-random.js";

/**
 * Surnames: the first line carries two names in three, the second, with many that are everyday words, one in three. In
 * life the hundred most frequent carry about 85 in a hundred; the tail is heavier here on purpose.
 */
const SURNAMES = [
  ..."王王王王王王李李李李李李张张张张张刘刘刘刘陈陈陈陈杨杨杨黄黄赵赵吴吴周周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
  ..."温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫",
  ...["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "令狐", "慕容", "司徒"],
];
const GIVEN =
  "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国华红玉梅春海燕鹏飞云莲凤清林美玲志宏德福贵生永庆宝珍爱民根水金土木火天宇轩浩然子涵梓怡欣雨佳琪思远博晨曦诗婷瑶嘉俊凯旋翔龙虎彬斌峰岩松柏青山河江湖东方南北正义仁礼智信和向阳光耀祖卫星兴旺昌盛发达荣胜利解放学成才有余家声";

/** A name of two or three characters (four with a compound surname). */
export const personalName = (random: Random): string => {
  const surname = pick(random, SURNAMES);
  const given = random.below(4) === 0 ? pick(random, [...GIVEN]) : pick(random, [...GIVEN]) + pick(random, [...GIVEN]);
  return surname + given;
};

const DOTTED_PARTS = "阿卜杜拉 买买提 吐尔逊 艾力 古丽娜尔 热合曼 尼亚孜 阿依古丽 库尔班 巴特尔 其木格".split(" ");
/** Names of several parts, as many Uyghur, Kazakh and Mongol people write them. */
export const dottedName = (random: Random): string => `${pick(random, DOTTED_PARTS)}·${pick(random, DOTTED_PARTS)}`;
