import { type About, LONGEST_TITLE } from "./about.js";

/** What a title can be made of where the titles of the messages don't yield one. */
export interface TitleFallbacks {
  district: string;
  keywords: readonly string[];
  topic: readonly string[];
}

/**
 * A title of place and matter, 24 characters at most, never empty. Without a place or a party the district stands in
 * its place; without a common phrase the most typical words do.
 */
export function titleOf({ subject, matter }: About, { district, keywords, topic }: TitleFallbacks): string {
  const place = subject.name || district;
  const typical = keywords.filter((word) => !place.includes(word)).slice(0, 2);
  const told = matter || typical.join("") || topic.at(-1) || "";
  const title = place.endsWith(told) ? place : `${place}${told}`;
  return title.slice(0, LONGEST_TITLE) || "未命名事项";
}
