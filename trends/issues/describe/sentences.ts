import type { FeedbackDocument } from "../../../core/feedback-document.js";
import { type Clauses, textOf } from "./words-in-place.js";

const SHORTEST = 12;
const LONGEST = 120;
/** A sentence ends here; so does what stands on a line of its own. */
const END = /[。！？!?；;\n\r]/;
const GREETING =
  /^(?:[\s，,：:、.。！!"”）)]|(?:尊敬|敬爱|亲爱)的[^，,。：:！!]{1,20}[，,：:！!]|(?:各位)?领导[们]?(?:[，,：:！!]|(?=您好|你们好|你好))|[^，,。：:！!\s]{0,6}(?:书记|[市县区省局厅]长)[，,：:！!]|(?:您|你|你们|大家)好[，,：:！!。]?|\d{1,2}[、.．](?!\d))+/;
const COURTESY =
  /^(?:谢谢|感谢|万分感谢|此致|敬礼|盼复|望回复|特此|以上|综上)|(?:谢谢|感谢|敬礼|盼复|此致|[您你]好|你们好)[^，,]{0,4}$/;

/** A sentence of a message, quoted exactly, with its words. */
export interface Sentence {
  documentId: string;
  text: string;
  words: string[];
}

/** Cuts a stretch that is too long at its last comma. */
function shortened(stretch: string): string {
  if (stretch.length <= LONGEST) return stretch;
  const cut = Math.max(...["，", ",", "、", "：", " "].map((mark) => stretch.lastIndexOf(mark, LONGEST)));
  return stretch.slice(0, cut >= SHORTEST ? cut : LONGEST);
}

/** A mask or a pair of characters that was cut in two is no quotation. */
function isWhole(text: string): boolean {
  return text.lastIndexOf("[") <= text.lastIndexOf("]") && !/[\uD800-\uDBFF]$/.test(text);
}

/** Sentences of a message of 12–120 characters, without greetings and thanks. */
export function sentencesOf({ id, text }: FeedbackDocument, clauses: Clauses): Sentence[] {
  const words = clauses.text.flat();
  const sentences: Sentence[] = [];
  let next = 0;
  for (let from = 0; from < text.length; ) {
    let to = from;
    while (to < text.length && !END.test(text[to]!)) to += 1;
    const stretch = text.slice(from, to);
    const greeting = GREETING.exec(stretch)?.[0].length ?? 0;
    const start = from + greeting + (/^\s*/.exec(stretch.slice(greeting))?.[0].length ?? 0);
    const quoted = shortened(text.slice(start, to).trimEnd());
    const mine: string[] = [];
    for (; next < words.length && words[next]!.start < to; next++) {
      const word = words[next]!;
      if (word.start >= start && word.end <= start + quoted.length) mine.push(word.text);
    }
    if (quoted.length >= SHORTEST && isWhole(quoted) && !COURTESY.test(quoted)) {
      sentences.push({ documentId: id, text: quoted, words: mine });
    }
    from = to + 1;
  }
  return sentences;
}

/** What stands for a message's title where it has none: the clauses of its most telling sentence. */
export function clausesOfSentence({ text }: Sentence, clauses: Clauses): Clauses["text"] {
  return clauses.text.filter((clause) => text.includes(textOf(clause)));
}
