import type { estypes } from "@elastic/elasticsearch";
import { DIMENSIONS, type Where } from "../../core/store.js";
import { phraseOf } from "../bigrams.js";
import { countedValue } from "../counted.js";
import { parseInstant } from "../instant.js";

/** The documents that a condition selects, as filters: nothing is scored. @throws UsageError for what is no instant. */
export function queryOf(where: Where): estypes.QueryDslQueryContainer {
  const filter: estypes.QueryDslQueryContainer[] = [];
  const { from, to, text, folded } = where;
  if (from !== undefined || to !== undefined) {
    const span = {
      ...(from !== undefined && { gte: parseInstant(from) }),
      ...(to !== undefined && { lt: parseInstant(to) }),
    };
    filter.push({ range: { createdAt: { ...span, format: "epoch_millis" } } });
  }
  for (const dimension of DIMENSIONS) {
    const wanted = where[dimension];
    if (wanted !== undefined) filter.push({ terms: { [dimension]: wanted.map(countedValue) } });
  }
  if (folded === "representatives") filter.push({ term: { folded: false } });
  if (text !== undefined) filter.push(textQuery(text));
  return { bool: { filter } };
}

function textQuery(text: string): estypes.QueryDslQueryContainer {
  const phrase = phraseOf(text);
  if (!phrase) return { match_none: {} };
  const query = phrase.tokens.join(" ");
  const kind = phrase.prefix ? "match_phrase_prefix" : "match_phrase";
  const of = (field: string) => ({ [kind]: { [field]: { query } } });
  return { bool: { should: [of("titlePairs"), of("textPairs")], minimum_should_match: 1 } };
}
