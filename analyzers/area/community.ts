import type { Cuts } from "../places/cuts.js";
import type { EdgeModel } from "../places/edge-model.js";
import { Endings } from "../places/endings.js";
import { nameStart } from "../places/name-start.js";
import { scan } from "./scan.js";

/** In the form of config/gazetteer/suffixes.txt. */
const ENDINGS = `
building 社区 2-6 =国际社区,城市社区,农村社区,文明社区,智慧社区,所在社区,所属社区,辖区社区,街道社区,未来社区,安置社区,老旧社区,网络社区,大型社区,学习社区,和谐社区,生活社区,管辖社区,属地社区,居住社区,新型社区,开放社区,品质社区 >医院,卫生,团购,治理,矫正,工作,服务,养老,论坛,建设,配套,干部,书记
building 居委会 2-6 =社区居委会,街道居委会
village 村委会 1-5 -全村委会,本村委会,该村委会,我村委会
`;
/** The village endings of the places analyzer know which words end in 村 without being one. */
const WITHOUT_COMMITTEE = /(?:居委会|村委会)$/;

let shared: Endings | undefined;

/**
 * The first community or village that a text names: 桃花井社区, 金鼎村. A community counts before a village, since
 * villages are named for other reasons too.
 */
export function findCommunity(
  text: string,
  knowledge: { cuts: Cuts; edges: EdgeModel; endings: Endings },
): string | undefined {
  shared ??= new Endings(ENDINGS);
  const { length, symbols } = scan(text);
  let village: string | undefined;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const isVillage = code === 0x6751; // 村
    if ((!isVillage && shared.last[code] !== 1) || symbols[at] !== code) continue;
    const match = (isVillage ? knowledge.endings : shared).match(text, at);
    if (match === undefined || (isVillage && match.ending.text !== "村")) continue;
    const from = at - match.ending.text.length + 1;
    const start = nameStart(text, symbols, from, match, knowledge)?.start;
    if (start === undefined) continue;
    const name = text.slice(start, at + 1);
    if (match.ending.text === "社区") return name;
    const rest = name.replace(WITHOUT_COMMITTEE, "");
    if (match.ending.text === "居委会") return `${rest}社区`;
    village ??= isVillage ? name : `${rest}村`;
  }
  return village;
}
