import { scan } from "../../analyzers/area/scan.js";
import { findPlaces, type Knowledge } from "../../analyzers/places/extract.js";

/** How authorities, offices, companies and other parties end; longer ones first. */
const PARTY =
  /(?:派出所|检察院|管委会|居委会|村委会|业委会|街道办|办事处|人民政府|区政府|市政府|县政府|镇政府|物业公司|开发商|服务中心|管理处|幼儿园|委员会|集团|银行|公司|医院|学校|小学|中学|大学|学院|法院|小区|社区|花园|大厦|广场|商场|超市|酒店|市场|公园|车站|工地|村|镇|乡|局|厅|署)/g;

/** Characters that stand before a name and not in it. */
const BEFORE =
  "的了在于由被对和与及向从到请求望让把给将以并等该本各此某每其是有无未不已又也都多个家处些同旁边附近内外里上下前后者员民户众主方门位称说映诉议盼待促督要查使";

/** The letters just before an ending that may be part of the name, two at most. */
function stemBefore(text: string, at: number): string {
  let from = at;
  while (from > 0 && at - from < 2 && /\p{L}/u.test(text[from - 1]!) && !BEFORE.includes(text[from - 1]!)) from--;
  return text.slice(from, at);
}

/**
 * Names of places, divisions and parties in a summary, as the analysis of messages would find them; and whatever ends
 * like an authority or a firm, with the two characters before it: 住建局, 恒远公司. Rather too many than too few: each is
 * only looked up in the messages.
 */
export function summaryNames(text: string, knowledge: Knowledge): string[] {
  // 地铁2号线 is one name for what may stand there as 2号线: then it is the words themselves that are looked up.
  const places = findPlaces(text, knowledge).map(({ name, start, end }) => {
    const words = text.slice(start, end);
    return words.includes(name) ? name : words;
  });
  const divisions = scan(text).mentions.map(({ name }) => name);
  const parties = [...text.matchAll(PARTY)].map((found) => stemBefore(text, found.index) + found[0]);
  return [...places, ...divisions, ...parties];
}
