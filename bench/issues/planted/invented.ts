import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { shipped } from "../../../core/paths.js";

const texts = z.array(z.string().min(1)).min(1);

const kindSchema = z.strictObject({
  /** Words for the same thing. */
  thing: texts,
  titles: texts,
  facts: texts,
  harms: texts,
  asks: texts,
});
/** Templates of what people write about one kind of matter. */
export type Kind = z.infer<typeof kindSchema>;

const matterSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  place: z.string(),
  other: texts,
  district: z.string(),
  party: z.string().optional(),
  details: texts,
});
/** A matter at a place: what is to be found as one issue. */
export type InventedMatter = z.infer<typeof matterSchema>;

const phrasesSchema = z.strictObject({ openings: texts, places: texts, history: texts, closings: texts });
/** What people write around any matter. */
export type Phrases = z.infer<typeof phrasesSchema>;

/** All that planted messages are made of. */
export interface Invented {
  kinds: Readonly<Record<string, Kind>>;
  matters: readonly InventedMatter[];
  phrases: Phrases;
}

/** Reads what has been invented. @throws ZodError, Error when a file is not as it has to be */
export function readInvented(): Invented {
  const read = (name: string): unknown =>
    parse(readFileSync(shipped("bench", "issues", "planted", `${name}.yaml`), "utf8"));
  const kinds = z.record(z.string(), kindSchema).parse(read("kinds"));
  const matters = z.array(matterSchema).parse(read("matters"));
  const unknown = matters.find(({ kind }) => kinds[kind] === undefined);
  if (unknown) throw new Error(`${unknown.id} is of a kind that there is not: ${unknown.kind}`);
  return { kinds, matters, phrases: phrasesSchema.parse(read("phrases")) };
}
