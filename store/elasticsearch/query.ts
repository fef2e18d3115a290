import type { estypes } from "@elastic/elasticsearch";
import { DIMENSIONS, type Where } from "../../core/store.js";
import { phraseOf } from "../bigrams.js";
import { countedValue } from "../counted.js";
import { parseInstant } from "../instant.js";

type Query = estypes.QueryDslQueryContainer;

/** More followers than any phrase can have: expansion is never cut. */
const UNLIMITED = 2_147_483_647;

/** The documents that a condition selects, as filters: nothing is scored. @throws UsageError for what is no instant. */
export function queryOf(where: Where): Query {
  const filter: Query[] = [];
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
  return filter.length === 0 ? { match_all: {} } : { bool: { filter } };
}

/** Tokens are made by us of letters and digits, and analysed by spaces alone: nothing in a text is read as syntax. */
function textQuery(text: string): Query {
  const phrase = phraseOf(text);
  if (!phrase) return { match_none: {} };
  const { tokens, prefix } = phrase;
  const query = tokens.join(" ");
  const inField = (field: string): Query => {
    if (!prefix) return { match_phrase: { [field]: { query } } };
    if (tokens.length === 1) return { prefix: { [field]: { value: query, rewrite: "constant_score" } } };
    return { match_phrase_prefix: { [field]: { query, max_expansions: UNLIMITED } } };
  };
  return { bool: { should: [inField("titlePairs"), inField("textPairs")], minimum_should_match: 1 } };
}
