const DIGITS = "零一二三四五六七八九";
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const SCALES: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

function digitOf(character: string): number {
  return character === "两" ? 2 : DIGITS.indexOf(character);
}

/**
 * The value of a Chinese number (三百二十, 二零一九, 一万二千), or undefined for one that means "some": 三四十, 七八.
 * @param text one or more of 零一二三四五六七八九两十百千万亿
 */
export function chineseNumber(text: string): number | undefined {
  const digits = [...text].map(digitOf);
  if (digits.every((digit) => digit >= 0)) {
    return text.length === 2 && !text.includes("零") ? undefined : Number(digits.join(""));
  }
  if (/[一二三四五六七八九两]{2}/.test(text)) return undefined;
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let step = 1;
  for (const character of text) {
    const ten = TENS[character];
    const scale = SCALES[character];
    if (ten !== undefined) {
      section += (digit || 1) * ten;
      step = ten / 10;
      digit = undefined;
    } else if (scale !== undefined) {
      // 一亿三千万 adds, 三万亿 multiplies.
      const part = section + (digit ?? 0);
      total = part === 0 ? Math.max(total, 1) * scale : total + part * scale;
      section = 0;
      step = scale / 10;
      digit = undefined;
    } else {
      digit = digitOf(character);
      if (digit === 0) step = 1;
    }
  }
  // 三百五 is 350, 一万二 is 12,000, 三百零五 is 305.
  return total + section + (digit ?? 0) * step;
}
