import type { PersonalData } from "./kinds.js";

const LOCAL = /[A-Za-z0-9._%+*-]{1,64} ?$/;
const DOMAIN = / ?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,4}[A-Za-z]{2,12}(?![A-Za-z0-9])/y;

/** The e-mail address around an `@`; half-masked ones (abc***@163.com) too. */
export function emailAt(text: string, at: number): PersonalData | undefined {
  DOMAIN.lastIndex = at + 1;
  if (!DOMAIN.test(text)) return undefined;
  const local = LOCAL.exec(text.slice(Math.max(0, at - 65), at));
  if (!local) return undefined;
  return { kind: "email", start: at - local[0].length, end: DOMAIN.lastIndex };
}
