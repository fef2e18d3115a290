/** The text of a feed, and whether bytes in it fitted no encoding and became U+FFFD. */
export interface FeedText {
  text: string;
  damaged: boolean;
}

/** Encodings of one byte a character take anything: what they were declared for is tried only when nothing else fits. */
const TAKES_ANYTHING = /^(?:us-ascii|ascii|iso-?8859-?\d+|latin-?1|windows-125\d)$/i;

/**
 * Turns the bytes of a feed into text. A byte order mark decides; else what the server and the XML declaration say, then
 * UTF-8, then GB18030: the first that fits every byte, since both are often wrong about Chinese feeds. If none fits, the
 * first that was declared, with U+FFFD for what cannot be read.
 */
export function feedText(bytes: Uint8Array, contentType: string | undefined): FeedText {
  const marked = markOf(bytes);
  const declared = [charsetOf(contentType), declaredIn(bytes)].filter((label) => label !== undefined);
  const strict = declared.filter((label) => !TAKES_ANYTHING.test(label));
  const loose = declared.filter((label) => TAKES_ANYTHING.test(label));
  const labels = marked ? [marked] : [...strict, "utf-8", "gb18030", ...loose];
  for (const label of labels) {
    const text = decode(label, bytes, true);
    if (text !== undefined) return { text, damaged: false };
  }
  const best = labels.find((label) => decoder(label, false) !== undefined) ?? "utf-8";
  return { text: decode(best, bytes, false) ?? "", damaged: true };
}

function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // An XML declaration in UTF-16 without a mark.
  if (a === 0x3c && b === 0) return "utf-16le";
  if (a === 0 && b === 0x3c) return "utf-16be";
  return undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1];
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1];
}

function decoder(label: string, fatal: boolean) {
  try {
    // GBK and GB2312 are parts of GB18030, and files that claim to be them hold characters of the whole.
    return new TextDecoder(/^(?:gbk|gb2312|x-gbk|cp936)$/i.test(label) ? "gb18030" : label, { fatal });
  } catch {
    return undefined;
  }
}

function decode(label: string, bytes: Uint8Array, fatal: boolean): string | undefined {
  try {
    return decoder(label, fatal)?.decode(bytes);
  } catch {
    return undefined;
  }
}
