import type { Analyzer, Word } from "../../core/analyzer.js";
import type { Localized } from "../../core/localized.js";
import { shipped } from "../../core/paths.js";
import { type Dictionary, loadDictionaries } from "./dictionary.js";
import { openSegmenter, type SegmentEngine } from "./open-segmenter.js";
import type { Segmenter } from "./segmenter.js";
import { Tags } from "./tags.js";

const CODE_VERSION = 1;

export interface SegmentOptions {
  engine: SegmentEngine;
  /** The office's own dictionaries, over the shipped one. */
  dictionaries: readonly string[];
}

/** An ASCII letter or digit. */
function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * Brings the cuts of both engines to one form: letters and digits that touch are one word (`A` `3` → `A3`), so are the
 * parts of a decimal number (`3` `.` `5`), and so is a mask token such as `[手机]`.
 */
export function joinFragments(cuts: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < cuts.length; i++) {
    const cut = cuts[i] as string;
    const last = words[words.length - 1];
    if (last !== undefined) {
      const end = last.charCodeAt(last.length - 1);
      const first = cut.charCodeAt(0);
      const next = cuts[i + 1];
      const joins =
        (isAlphanumeric(end) && isAlphanumeric(first)) ||
        (cut === "." && isDigit(end) && next !== undefined && isDigit(next.charCodeAt(0))) ||
        (end === 46 && last.length > 1 && isDigit(first));
      if (joins) {
        words[words.length - 1] = last + cut;
        continue;
      }
    }
    if (cut === "[") {
      // Mask tokens are short: a bracket that does not close within four cuts is ordinary text.
      const close = [i + 2, i + 3, i + 4].find((j) => cuts[j] === "]");
      if (close !== undefined) {
        words.push(cuts.slice(i, close + 1).join(""));
        i = close;
        continue;
      }
    }
    words.push(cut);
  }
  return words;
}

/** Cuts one text into words. */
export function cutText(segmenter: Segmenter, text: string): string[] {
  return text === "" ? [] : joinFragments(segmenter.cut(text));
}

/** The shipped dictionary and the office's own, in the order in which they override each other. */
export function segmentDictionary(own: readonly string[]): Dictionary {
  return loadDictionaries([shipped("config", "dictionary", "government.txt"), ...own]);
}

/** The analyzer that cuts the content into words with their parts of speech, and what a person should be told about it. */
export function createSegmentAnalyzer(options: SegmentOptions): {
  analyzer: Analyzer<"content", "words">;
  segmenter: Segmenter;
  warning?: Localized;
} {
  const dictionary = segmentDictionary(options.dictionaries);
  const { segmenter, warning } = openSegmenter(options.engine, dictionary);
  const tags = new Tags(segmenter.dictionaryPath, dictionary);

  const wordsOf = (content: string): Word[] => {
    let start = 0;
    return cutText(segmenter, content).map((text) => {
      const word: Word = { text, tag: text.startsWith("[") && text.length > 1 ? "x" : tags.of(text), start };
      start += text.length;
      return word;
    });
  };

  return {
    analyzer: {
      id: "segment",
      version: `${CODE_VERSION}+${segmenter.id}+dict:${dictionary.hash}`,
      needs: ["content"],
      adds: ["words"],
      analyze: (batch) => batch.map(({ content }) => ({ words: wordsOf(content) })),
    },
    segmenter,
    ...(warning && { warning }),
  };
}
