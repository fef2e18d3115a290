/** What stands between the levels of a topic in one column; a lone hyphen may be part of a name. */
const BETWEEN = /[/／>＞|｜\\＼→»]+|--+|——+/u;

/** Levels that a topic has at most. */
const LEVELS = 3;

/**
 * The topic that the columns of a row name: one column is split at `/ > | → \ --`, several are a level each. Spaces are
 * tidied, empty levels at the end left out. Empty when a level is missing before one that is there, or when there is none.
 */
export function topicPath(values: readonly string[]): string[] {
  const parts = (values.length === 1 ? values[0]!.split(BETWEEN) : values).map(tidy);
  while (parts.at(-1) === "") parts.pop();
  if (parts[0] === "" && values.length === 1) parts.shift();
  return parts.includes("") ? [] : parts.slice(0, LEVELS);
}

function tidy(name: string): string {
  return name.replace(/\s+/gu, " ").trim();
}

/** The form in which names of topics are compared: width of characters and spaces make no difference. */
export function plainName(name: string): string {
  return name.normalize("NFKC").replace(/\s+/gu, "");
}
