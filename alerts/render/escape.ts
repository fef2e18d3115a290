const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => HTML[sign] as string);
}

/** The signs that mean something in the Markdown of WeCom and DingTalk, which know no escape, and their full-width twins. */
const TWINS: Readonly<Record<string, string>> = Object.fromEntries(
  [..."*_`[]<>#~@|\\!&"].map((sign) => [sign, String.fromCodePoint((sign.codePointAt(0) as number) + 0xfee0)]),
);

/**
 * Text for the Markdown of group robots. They know no escape, so signs with a meaning become their full-width twins,
 * which read the same: no emphasis, link, image, mention or `<font>` can come out of a citizen's text.
 */
export function escapeMarkdown(text: string): string {
  return withoutAutolinks(text.replace(/[*_`[\]<>#~@|\\!&]/g, (sign) => TWINS[sign] as string)).replace(
    /^(\s*)([-+=]|\d+[.)])(?=\s|$)/,
    "$1\u200a$2",
  );
}

/** Addresses in a citizen's text stay readable, but no client makes a link of them. */
export function withoutAutolinks(text: string): string {
  return text.replace(/:\/\//g, "：//").replace(/(?<=[a-z0-9-])\.(?=[a-z]{2})/gi, "．");
}
