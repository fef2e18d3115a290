import fc from "fast-check";
import { expect, test } from "vitest";
import { CueTrie } from "../../../analyzers/topic/cue-trie.js";

function found(words: readonly string[], text: string): string[] {
  const trie = new CueTrie(words);
  const count = trie.find(text);
  return Array.from({ length: count }, (_, i) => `${trie.starts[i]} ${words[trie.matches[i]!]}`);
}

test("the longest word that starts at a place wins, and the search goes on behind it", () => {
  const words = ["停车", "停车场", "车场", "收费", "停"];
  expect(found(words, "停车场收费，停车难，停")).toEqual(["0 停车场", "3 收费", "6 停车", "10 停"]);
});

test("a word that began and did not end hides no other", () => {
  expect(found(["公园管理处", "园管"], "公园管养")).toEqual(["1 园管"]);
});

test("capitals and full-width letters are the same; Latin words are not cut", () => {
  expect(found(["EMS", "5G"], "寄ems和ＥＭＳ，SYSTEMS，5g信号，15G，5G1")).toEqual(["1 EMS", "5 EMS", "17 5G"]);
});

test("it finds what trying every word at every place finds", () => {
  const character = fc.constantFrom("停", "车", "场", "费", "a");
  const word = fc.string({ unit: character, minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { maxLength: 12 }),
      fc.string({ unit: character, maxLength: 40 }),
      (words, text) => {
        const alone = (start: number, end: number) =>
          !(text[start] === "a" && text[start - 1] === "a") && !(text[end] === "a" && text[end - 1] === "a");
        const expected: string[] = [];
        for (let i = 0; i < text.length; ) {
          const here = words.filter((w) => text.startsWith(w, i) && alone(i, i + w.length));
          const longest = here.sort((a, b) => b.length - a.length)[0];
          if (longest) expected.push(`${i} ${longest}`);
          i += longest?.length ?? 1;
        }
        expect(found(words, text)).toEqual(expected);
      },
    ),
  );
});
