/** What is taken out of a message, and what stands in its place. Nothing of the original stays, not even its end. */
export const TOKEN_OF = {
  mobile: "[手机]",
  landline: "[电话]",
  idCard: "[身份证]",
  certificate: "[证件]",
  bankCard: "[银行卡]",
  plate: "[车牌]",
  email: "[邮箱]",
  qq: "[QQ]",
  wechat: "[微信]",
  name: "[姓名]",
  door: "[门牌]",
} as const;

export type PersonalDataKind = keyof typeof TOKEN_OF;

export const PERSONAL_DATA_KINDS = Object.keys(TOKEN_OF) as PersonalDataKind[];

/** Every text that masking puts in, for analyzers that must not take it for a word of the citizen. */
export const MASK_TOKENS: readonly string[] = Object.values(TOKEN_OF);

/** Where a piece of personal data stands: UTF-16 units, `end` exclusive. */
export interface PersonalData {
  kind: PersonalDataKind;
  start: number;
  end: number;
}
