import type { RandomSource } from "./random-source.js";

/** Characters that are typed for each other, because they sound or look alike. */
const CONFUSED = [
  "的得地",
  "在再",
  "已以",
  "做作",
  "帐账",
  "园圆苑",
  "湾弯",
  "象像",
  "他她它",
  "哪那",
  "坐座",
  "须需",
  "至致",
  "报抱",
  "反返",
  "决绝",
  "分份",
  "位味",
  "清青轻",
  "机积",
  "噪躁燥",
  "搅缆",
  "查察",
  "费废",
  "业页",
  "栋幢",
  "由有",
  "题提",
  "修休",
  "停亭",
  "垃拉",
  "沿延",
  "城成",
  "华花",
  "锦绵",
  "悦阅",
];

const ALIKE = new Map(
  CONFUSED.flatMap((group) => [...group].map((sign) => [sign, [...group].filter((s) => s !== sign)])),
);
const HAN = /\p{Script=Han}/u;

/**
 * The text as somebody types it in a hurry: characters taken for others, left out, doubled or changed about, names not
 * spared.
 * @param share of the characters that something happens to, 0 … 1
 */
export function withTypingErrors(text: string, share: number, random: RandomSource): string {
  const signs = [...text];
  const typed: string[] = [];
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i]!;
    const alike = ALIKE.get(sign);
    // A character with a double is mistyped far more often than one without.
    if (alike !== undefined && random.chance(4 * share)) typed.push(random.one(alike));
    else if (HAN.test(sign) && random.chance(share / 2)) {
      const kind = random.below(3);
      if (kind === 1) typed.push(sign, sign);
      else if (kind === 2 && HAN.test(signs[i + 1] ?? "")) typed.push(signs[++i]!, sign);
    } else typed.push(sign);
  }
  return typed.join("");
}
