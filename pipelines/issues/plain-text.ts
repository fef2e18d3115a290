/** Full-width digits, letters and the signs that stand in numbers. */
const WIDE = /[０-９Ａ-Ｚａ-ｚ％．／－：＂＇]/g;
const WIDTH = 0xfee0;

/** Other ways to write the digits of Chinese numbers. */
const FORMAL: Readonly<Record<string, string>> = {
  ...{ 壹: "一", 贰: "二", 叁: "三", 肆: "四", 伍: "五", 陆: "六", 柒: "七", 捌: "八", 玖: "九", 幺: "一" },
  ...{ 拾: "十", 佰: "百", 仟: "千", 萬: "万", 億: "亿", 〇: "零", "○": "零", 廿: "二十", 卅: "三十" },
  ...{ 俩: "两", 仨: "三", "㎡": "平方米" },
};
const FORMS = new RegExp(`[${Object.keys(FORMAL).join("")}]`, "g");

/**
 * A text in the form in which texts are compared: half-width digits and letters in lower case, one way to write each
 * digit, no spaces but those between two words of Latin letters.
 */
export function plainText(text: string): string {
  return text
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDTH))
    .replace(/[\p{No}\p{Nl}]/gu, (sign) => (sign in FORMAL ? sign : sign.normalize("NFKC")))
    .replace(FORMS, (sign) => FORMAL[sign]!)
    .replace(/(?<![a-zA-Z0-9])\s+|\s+(?![a-zA-Z0-9])/g, "")
    .toLowerCase();
}
