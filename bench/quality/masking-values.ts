import type { PersonalDataKind } from "../../analyzers/privacy/kinds.js";
import { pick, type Random } from "./masking-random.js";

/**
 * Invented personal data in the ways people write it. Nothing here is taken from the masker: surnames, given names,
 * places and check digits are written for the measurement alone.
 */
export type ValueMaker = (random: Random) => string;

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join("");
}

const HAN_DIGITS = "零一二三四五六七八九";

function inHan(random: Random, number: string): string {
  const zero = pick(random, ["零", "〇"]);
  const one = pick(random, ["一", "幺"]);
  return [...number].map((d) => (d === "0" ? zero : d === "1" ? one : HAN_DIGITS[Number(d)])).join("");
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
}

function grouped(text: string, sizes: readonly number[], separator: string): string {
  const groups: string[] = [];
  let from = 0;
  for (const size of sizes) {
    groups.push(text.slice(from, from + size));
    from += size;
  }
  return groups.join(separator);
}

const MOBILE_HEADS =
  "130 131 132 133 135 136 137 138 139 147 150 151 152 155 157 158 159 166 173 176 177 180 181 182 186 187 188 189 191 193 198 199".split(
    " ",
  );

function mobileNumber(random: Random): string {
  return pick(random, MOBILE_HEADS) + digits(random, 8);
}

/** Every spelling of a mobile number; plain ones are the most frequent, as in life. */
const mobile: ValueMaker = (random) => {
  const number = mobileNumber(random);
  const rest = number.slice(3);
  switch (random.below(26)) {
    case 0:
      return grouped(number, [3, 4, 4], " ");
    case 1:
      return grouped(number, [3, 4, 4], "-");
    case 2:
      return grouped(number, [3, 4, 4], ".");
    case 3:
      return `+86${pick(random, ["", " ", "-"])}${number}`;
    case 4:
      return `0086${pick(random, ["", " ", "-"])}${number}`;
    case 5:
      return `86${pick(random, ["-", " "])}${number}`;
    case 6:
      return fullWidth(number);
    case 7:
      return inHan(random, number);
    case 8:
      return `${number.slice(0, 3)}${inHan(random, number.slice(3, 7))}${number.slice(7)}`;
    case 9:
      return number.slice(0, 3) + rest.replaceAll("0", pick(random, ["o", "O"]));
    case 10:
      return grouped(number, [4, 4, 3], pick(random, [" ", "-"]));
    case 11:
      return grouped(number, [3, 8], pick(random, [" ", "-", "—"]));
    case 12:
      return [...number].join(" ");
    case 13:
      return `(+86)${grouped(number, [3, 4, 4], "-")}`;
    case 14:
      return grouped(number, [3, 4, 4], pick(random, [" - ", "—", "·", "－", "_"]));
    case 15:
      return grouped(fullWidth(number), [3, 4, 4], pick(random, ["　", "－"]));
    case 16:
      return `${number.slice(0, 3)}${pick(random, ["****", "xxxx", "××××"])}${number.slice(7)}`;
    case 17:
      return grouped(number, [7, 4], pick(random, [" ", "-"]));
    case 18:
      return grouped(inHan(random, number), [3, 4, 4], pick(random, [" ", "-"]));
    default:
      return number;
  }
};

const AREA_CODES =
  "010 020 021 022 023 024 025 027 028 029 0311 0371 0431 0451 0512 0531 0571 0574 0591 0731 0755 0757 0851 0898 0931 0991".split(
    " ",
  );

/** Landlines in area-code form; local ones need an introduction and are made by the sentences. */
const landline: ValueMaker = (random) => {
  const area = pick(random, AREA_CODES);
  const number = `${2 + random.below(7)}${digits(random, area.length === 3 ? 7 : 6 + random.below(2))}`;
  const extension = random.below(12) === 0 ? pick(random, ["转", "-"]) + (801 + random.below(90)) : "";
  switch (random.below(9)) {
    case 0:
      return `(${area})${number}${extension}`;
    case 1:
      return `（${area}）${number}${extension}`;
    case 2:
      return `${area} ${number}`;
    case 3:
      return `${area}${number}`;
    case 4:
      return `${area}—${number}`;
    case 5:
      return `+86-${area.slice(1)}-${number}`;
    case 6:
      return fullWidth(`${area}-${number}`);
    default:
      return `${area}-${number}${extension}`;
  }
};

function birthday(random: Random, from: number, years: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${from + random.below(years)}${two(1 + random.below(12))}${two(1 + random.below(28))}`;
}

const REGIONS =
  "110105 120101 130102 210102 310115 320106 330106 330110 340104 350203 360102 370202 410105 420106 430102 440305 450103 510104 500112 530102 610113 650104".split(
    " ",
  );

/** The check character of GB 11643, computed from its definition: the sum of all digits times 2^i is 1 modulo 11. */
function checkCharacter(body: string): string {
  let rest = 0;
  for (const digit of body) rest = (rest * 2 + Number(digit)) % 11;
  const check = (12 - ((rest * 2) % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

const idCard: ValueMaker = (random) => {
  const body = pick(random, REGIONS) + birthday(random, 1940, 70) + digits(random, 3);
  const id = body + checkCharacter(body);
  switch (random.below(10)) {
    case 0:
      return id.toLowerCase();
    case 1:
      return grouped(id, [6, 8, 4], " ");
    case 2:
      return grouped(id, [6, 8, 4], "-");
    case 3:
      return grouped(id, [6, 4, 4, 4], " ");
    case 4:
      return fullWidth(id);
    case 5:
      return pick(random, REGIONS) + birthday(random, 1930, 65).slice(2) + digits(random, 3);
    default:
      return id;
  }
};

/** Numbers of papers; the sentence names the paper. */
const certificate: ValueMaker = (random) => {
  switch (random.below(4)) {
    case 0:
      return `E${pick(random, [..."ABCDEFGH"])}${digits(random, 7)}`;
    case 1:
      return `${pick(random, ["E", "G", "C", "H", "M"])}${digits(random, 8)}`;
    case 2:
      return `${pick(random, ["FRA", "USA", "DEU", "JPN"])}${digits(random, 12)}`;
    default:
      return fullWidth(`E${digits(random, 8)}`);
  }
};

/** A card number with its Luhn digit. */
const bankCard: ValueMaker = (random) => {
  const length = pick(random, [16, 19, 19, 18, 17]);
  const head = pick(random, ["622202", "621700", "622848", "621661", "625887", "436742", "524094", "601382"]);
  const body = head + digits(random, length - head.length - 1);
  const card = [..."0123456789"].map((d) => body + d).find((candidate) => luhnSum(candidate) % 10 === 0)!;
  if (random.below(3) === 0) return card.match(/.{1,4}/g)!.join(pick(random, [" ", "-"]));
  return random.below(12) === 0 ? fullWidth(card) : card;
};

function luhnSum(number: string): number {
  return [...number]
    .reverse()
    .map((digit, i) => (i % 2 === 1 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]! : Number(digit)))
    .reduce((a, b) => a + b, 0);
}

const PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

const plate: ValueMaker = (random) => {
  const head =
    pick(random, [..."京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁"]) +
    pick(random, [..."ABCDEFGHJK"]);
  const letter = (): string => pick(random, [...PLATE_LETTERS]);
  const gap = pick(random, ["", "", "", "·", " ", "-", "•"]);
  switch (random.below(9)) {
    case 0:
      return `${head}${gap}${pick(random, ["D", "F", "A"])}${digits(random, 5)}`;
    case 1:
      return `${head}${gap}${digits(random, 5)}${pick(random, ["D", "F"])}`;
    case 2:
      return `${head}${gap}${letter()}${digits(random, 4)}`;
    case 3:
      return `${head}${gap}${digits(random, 3)}${letter()}${letter()}`;
    case 4:
      return `${head}${gap}${digits(random, 4)}${pick(random, ["学", "挂", "警"])}`;
    case 5:
      return `粤Z${gap}${digits(random, 4)}${pick(random, ["港", "澳"])}`;
    case 6:
      return `${head}${gap}${letter()}${digits(random, 4)}`.toLowerCase();
    case 7:
      return fullWidth(`${head}${digits(random, 5)}`);
    default:
      return `${head}${gap}${digits(random, 5)}`;
  }
};

const WORDS = "happy sunny xiaoyu lihua tianya moonlight haohao feifei qiuye star water tiger apple baobao".split(" ");

const email: ValueMaker = (random) => {
  const domain = pick(random, [
    "163.com",
    "qq.com",
    "126.com",
    "sina.com.cn",
    "gmail.com",
    "mail.zj.gov.cn",
    "aliyun.com",
    "139.com",
  ]);
  const local = `${pick(random, WORDS)}${pick(random, ["", ".", "_", "-"])}${digits(random, 1 + random.below(6))}`;
  const whole = `${random.below(4) === 0 ? digits(random, 9) : local}@${domain}`;
  return random.below(15) === 0 ? whole.replace("@", "＠") : whole;
};

const qq: ValueMaker = (random) => `${1 + random.below(9)}${digits(random, 4 + random.below(6))}`;

const wechat: ValueMaker = (random) => {
  switch (random.below(4)) {
    case 0:
      return `wxid_${digits(random, 4)}${pick(random, WORDS)}${digits(random, 3)}`;
    case 1:
      return `${pick(random, WORDS)}_${digits(random, 3)}`;
    case 2:
      return `${pick(random, WORDS)}-${pick(random, WORDS)}`;
    default:
      return `${pick(random, WORDS)}${digits(random, 4)}`;
  }
};

/** Values that need no sentence of their own kind. */
export const VALUES: Record<Exclude<PersonalDataKind, "name" | "door">, ValueMaker> = {
  mobile,
  landline,
  idCard,
  certificate,
  bankCard,
  plate,
  email,
  qq,
  wechat,
};
