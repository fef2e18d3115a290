import { type EmoticonOdds, emoticonsOf } from "../../analyzers/blend/emoticons.js";

/** Emoticons in fewer posts are left out. */
const LEAST_POSTS = 3;
/** Posts with every emoticon on either side that are taken as seen before. */
const PRIOR = 1;

/**
 * The odds of every emoticon, in order of how many posts have it.
 * @param posts microblogs that are negative or positive as a whole
 */
export function fitOdds(posts: readonly { text: string; positive: boolean }[]): EmoticonOdds {
  const counts = new Map<string, { positive: number; negative: number }>();
  for (const { text, positive } of posts) {
    for (const emoticon of emoticonsOf(text)) {
      const count = counts.get(emoticon) ?? { positive: 0, negative: 0 };
      count[positive ? "positive" : "negative"]++;
      counts.set(emoticon, count);
    }
  }
  const all = [...counts].map(([emoticon, count]) => ({ emoticon, ...count, posts: count.positive + count.negative }));
  return Object.fromEntries(
    all
      .filter(({ posts: n }) => n >= LEAST_POSTS)
      .sort((a, b) => b.posts - a.posts || (a.emoticon < b.emoticon ? -1 : 1))
      .map(({ emoticon, positive, negative }) => [
        emoticon,
        Math.round(100 * Math.log((positive + PRIOR) / (negative + PRIOR))) / 100,
      ]),
  );
}
