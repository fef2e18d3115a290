import type { RandomSource } from "./random-source.js";

/**
 * One text of a template: of every `{a|b}` one part (they may hold others), every `<name>` replaced by a text of its
 * slot, which may itself be a template.
 * @throws Error when a bracket is left open, or a slot has no text
 */
export function expand(
  template: string,
  slots: Readonly<Record<string, readonly string[]>>,
  random: RandomSource,
): string {
  let at = 0;
  const sequence = (inChoice: boolean): string => {
    const parts: string[] = [""];
    const add = (text: string) => {
      parts[parts.length - 1] += text;
    };
    while (at < template.length) {
      const sign = template[at++]!;
      if (sign === "{") add(sequence(true));
      else if (sign === "|" && inChoice) parts.push("");
      else if (sign === "}" && inChoice) return random.one(parts);
      else if (sign === "<") {
        const end = template.indexOf(">", at);
        const name = template.slice(at, end);
        const texts = slots[name];
        if (end < 0 || texts === undefined || texts.length === 0) throw new Error(`no text for <${name}: ${template}`);
        at = end + 1;
        add(expand(random.one(texts), slots, random));
      } else add(sign);
    }
    if (inChoice) throw new Error(`a choice without its end: ${template}`);
    return parts.join("");
  };
  return sequence(false);
}
