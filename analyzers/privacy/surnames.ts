import { CharSet } from "./char-set.js";

/** The hundred and more surnames that nine in ten people bear, without those that are everyday words as well. */
const COMMON =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤温康施文牛樊葛邢齐易乔伍庞颜倪庄聂章鲁岳翟殷詹欧耿关焦俞左柳祝尚舒阮柯纪梅童凌毕季裴霍涂苗谷曲翁冉骆蓝靳柴蒙鲍华喻祁蒲滕屈饶牟艾尤阳穆卓简麦褚娄窦戚岑景宫卜冷晏柏瞿阎臧邬卞姬仇栾隋刁沙巫寇桑郎甄丛虞敖佘池查苑迟邝匡鞠荆郁胥储燕鄢谌奚粟冼蔺厉伊郜阚屠禹蓬巴晋阙浦晁芮扈古吉田傅石金高方白杭宁甘包符辛邸薄辜羊阿裘亓赫练奉翦滑封傣付";

/** All other single surnames; many are everyday words, so they count only where a name is announced. */
const OTHER =
  "于和时成安单全应常万平都能有来相初门但由那位区师车房项连解管路游谈原满强计支花国权盖水海明盘信利官商费席党边干元束展智富公居战修银玉印母云容南班乐惠闭植幸阴尉斯呼危况丰普索楼闻司农卿狄宣敬乌邰湛宾戎勾茅於揭冶檀衣衡闵苟佟桂洪宗米兰卫盛芦仲巩麻谯仝皮祖漆井廉朴豆帅仉揣线苍冀律户钦戈伏鹿雍哈逯隆茹诺慕亢嵇令第续缑帖虎望禚蹇佴綦忻荀岩力税藏贡慈蒯靖才栗沃弓弋撒曼字岐郗蔚底訾巢郏逄夷郈郄禄东候镡酆凤鄂鄯鄞黑次多扎尼央旦拉格洛达丹向楚申代双占佳经斐绍骞闾麴粘刀卯迪帕热图吐买尔昌萧贝昝缪贲诸钮荣羿汲邴糜松牧隗山宓仰秋暴钭韶蓟怀咸籍赖莘劳扶堵宰郦璩濮寿习宦鱼慎庾暨步弘广殳越夔厍融毋乜养红竺益桓督琴归墨笪言福撖茆笃";

/** Compound surnames. */
const COMPOUND = new Set(
  "欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 司空 夏侯 东方 端木 令狐 钟离 闻人 申屠 太叔 轩辕 独孤 南宫 西门 东郭 百里 呼延 澹台 公冶 宗政 濮阳 淳于 单于 万俟 赫连 拓跋 第五 左丘 梁丘 公羊 谷梁 鲜于 亓官 司寇 完颜 纳兰 爱新觉罗 叶赫 那拉 耶律 阿史那 吉克 沙马 马海 阿苦 曲比 阿尔 贾巴 俄木 海来 吉木 阿木 木乃".split(
    " ",
  ),
);

/** Common surnames that are everyday words as well: after a role (业主方, 群众高度) only a clear end makes them names. */
const AMBIGUOUS = "付方包高文华金石田古白许易严任关牛马查康阳沙江时辛封左符储龙练顾胡温舒齐尚庄夏";

/** Surnames that are above all particles, verbs and measures: they count only where a name is announced. */
const PARTICLES = "和有能来那但由位区都相因楼利权买要可从将应需经年后言公海国广东红言福养越益满须步居通归";

const particles = new CharSet(PARTICLES);
const ambiguous = new CharSet(AMBIGUOUS);
const common = new CharSet(COMMON);
const other = new CharSet(OTHER);

/** Whether a common surname, one that is hardly ever an everyday word, stands at an index. */
export function isCommonSurname(text: string, at: number): boolean {
  return common.at(text, at);
}

/** Whether the surname at an index is often the beginning of an everyday word. */
export function isAmbiguousSurname(text: string, at: number): boolean {
  return ambiguous.at(text, at);
}

/** Whether the surname at an index is a particle or verb in nearly every text. */
export function isParticleSurname(text: string, at: number): boolean {
  return particles.at(text, at);
}

/** Length of the surname at an index, compound ones first; 0 when there is none. */
export function surnameLength(text: string, at: number): number {
  for (const length of [2, 3, 4]) {
    if (COMPOUND.has(text.slice(at, at + length))) return length;
  }
  return common.at(text, at) || other.at(text, at) ? 1 : 0;
}
